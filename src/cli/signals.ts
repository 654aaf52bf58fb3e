/**
 * A signal source that aborts at the first Ctrl-C, SIGTERM or SIGHUP. Handlers are put up only when a command asks,
 * so that all others die of them as programs do. A second Ctrl-C changes nothing: tidying up goes on.
 */
export const makeInterruption = (): (() => AbortSignal) => {
  let controller: AbortController | undefined;
  return () => {
    if (controller) return controller.signal;
    const mine = new AbortController();
    controller = mine;
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => mine.abort(name));
    return mine.signal;
  };
};
