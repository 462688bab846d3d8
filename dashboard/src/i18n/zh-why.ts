import type { Messages } from './en.js';

/** Why something was found, in Chinese. */
export const zhWhy: Messages['why'] = {
  at: '{region} 的 {channel} 渠道 {service}：{why}',
  elsewhere: '其他地点也是如此（{count}）',
  failing: '{time} 内 {tries} 次尝试中有 {failed} 次失败；平时低于 {usual}',
  burn: '{time} 内 {tries} 次尝试中有 {failed} 次失败，约为目标所允许的 {factor} 倍',
  silent: '已有 {time} 无人到来，平时每 2 分钟约有 {usual} 人',
  silentUnknown: '尚不清楚这个时段是否本来如此',
  nothingComes: '已有 {time} 没有任何信号到来，平时每分钟有 {usual} 次尝试',
  sourceStopped: '{source} 已停止发送；随之沉寂的繁忙地点：{places}',
  mostSilent: '{of} 个繁忙地点中有 {places} 个同时沉寂：更可能是信号通路而不是人的问题',
  down: '{source} 报告中断',
  degraded: '{source} 报告降级',
  lasting: '已持续 {time}',
  contradicted: '客户仍能正常使用',
  saidDown: '健康信号报告中断',
  unusual: '{value}，平时 {usual}',
  interactions: '每分钟 {value} 次尝试',
  failureShare: '{value} 的尝试失败',
  latencyP95: '95% 在 {value} 毫秒以内',
  contactsCustomers: '每 1,000 名活跃客户每分钟 {value} 次联系',
  contactsUsers: '每 1,000 名活跃用户每分钟 {value} 次联系',
  satisfaction: '满意度 {value}',
  silentCustomers: '这个时段有 {value} 的客户缺席',
  silentUsers: '这个时段有 {value} 的用户缺席',
};
