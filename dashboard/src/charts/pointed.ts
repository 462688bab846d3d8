import { TooltipComponent } from 'echarts/components';
import { use } from 'echarts/core';

/** What ECharts needs to answer a pointer; loaded when one comes. */
use([TooltipComponent]);
