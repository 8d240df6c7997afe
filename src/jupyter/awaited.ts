import type { ICallbacks, IClassicComm } from '@jupyter-widgets/base';

/**
 * Remembers who is to be told of the latest message of a comm.
 *
 * A message may go to a subshell of the kernel that ends, with the last comm, before it reads it;
 * JupyterLab waits for an answer as long as the kernel lives.
 *
 * @returns to be called when nobody waits any more
 */
export function remember(comm: IClassicComm): () => void {
  let latest: ICallbacks | undefined;
  const send = comm.send.bind(comm);
  comm.send = (data, callbacks, ...more) => {
    if (callbacks?.iopub) latest = callbacks;
    return send(data, callbacks, ...more);
  };
  return () => {
    comm.send = send;
    delete latest?.iopub;
  };
}
