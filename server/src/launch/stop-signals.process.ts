/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into one signal. A second one loses patience.
 *
 * @param impatient must end this process
 */
export function stopSignals(impatient: () => void): AbortSignal {
  const stop = new AbortController();
  const on = () => {
    if (stop.signal.aborted) impatient();
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, on);
  return stop.signal;
}
