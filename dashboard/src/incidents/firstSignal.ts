/** A command that sends one signal from any shell; the shell puts the time in. */
export const firstSignal = (origin: string): string =>
  [
    `curl -X POST ${origin}/api/v1/signals \\`,
    `  -H "Authorization: Bearer $ROLLCALL_KEY" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"kind":"interaction","at":'$(date +%s000)',`,
    `       "service":"checkout","region":"DE","channel":"web",`,
    `       "user":"u-1","customer":"c-1","outcome":"failed"}'`,
  ].join('\n');
