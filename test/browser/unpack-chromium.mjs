// Unpacks the browser of @sparticuz/chromium into TMPDIR. A process of its own, because the package reads
// its environment when it is loaded, and writes into it.
import chromium from '@sparticuz/chromium';

await chromium.executablePath();
