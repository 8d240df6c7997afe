import '../layers/sentences/late-sentences.js';

/** What a widget manager in a notebook knows of its kernel. */
interface Manager {
  readonly kernel?: Kernel | null;
}

interface Kernel {
  readonly connectionStatus: string;
  readonly statusChanged: Signal;
  readonly connectionStatusChanged: Signal;
  /** Its document was closed, or has another kernel now. */
  readonly disposed: Signal;
}

interface Signal {
  connect(slot: (sender: unknown, status: string) => void): void;
  disconnect(slot: (sender: unknown, status: string) => void): void;
}

/** What can stand between a figure and Python; the code of the sentence that says so. */
export type Gap = 'gap_connection' | 'gap_kernel';

/** How a kernel is called that forgets, or has forgotten, all its widgets. */
const FORGETS = /^(restarting|autorestarting|dead)$/;

/**
 * Watches the kernel of a widget manager, where it has one.
 *
 * @param onGap - hears what stands between, `null` where the connection is back
 * @returns to be called by who no longer wants to
 */
export function watchKernel(manager: unknown, onGap: (gap: Gap | null) => void): () => void {
  const { kernel } = manager as Manager;
  if (!kernel?.statusChanged) return () => undefined;
  const hearStatus = (_: unknown, status: string): void => {
    if (FORGETS.test(status)) onGap('gap_kernel');
  };
  const hearConnection = (_: unknown, status: string): void => {
    onGap(status === 'connected' ? null : 'gap_connection');
  };
  const hearEnd = (): void => onGap('gap_kernel');
  kernel.disposed.connect(hearEnd);
  kernel.statusChanged.connect(hearStatus);
  kernel.connectionStatusChanged.connect(hearConnection);
  return () => {
    kernel.disposed.disconnect(hearEnd);
    kernel.statusChanged.disconnect(hearStatus);
    kernel.connectionStatusChanged.disconnect(hearConnection);
  };
}
