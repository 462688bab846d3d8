/**
 * npm hands a SIGTERM to the shell it started us with, and the shell keeps it to itself: it dies, and
 * we would live on without anyone. So, under npm, whoever loses its parent is told to stop.
 */
export function followParent() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 250);
  watch.unref();
}
