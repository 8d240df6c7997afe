import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { Widget } from '@lumino/widgets';

import type { Managed } from './waking.js';

/** What the widget managers of JupyterLab have beside their interface. */
interface Manager {
  readonly kernel?: { readonly id: string } | null;
  readonly context?: { readonly path: string };
}

/** What a notebook, a console and a file that runs code have in common. */
interface Session {
  readonly sessionContext?: {
    readonly session: { readonly kernel: { readonly id: string } | null } | null;
  };
}

/** Id of the kernel of the document around `widget`; `undefined` where no document is found. */
function kernelAround(widget: Widget): string | null | undefined {
  for (let at: Widget | null = widget; at; at = at.parent) {
    const { sessionContext } = at as Session;
    if (sessionContext) return sessionContext.session?.kernel?.id ?? null;
  }
  return undefined;
}

/**
 * The model that an output may join: one whose kernel is that of the document that shows the
 * output. A duplicated notebook holds the same model id and has a kernel of its own.
 *
 * @param candidates - the living models of one id
 */
export function atHome<T extends Managed>(
  widget: Widget,
  resolver: IRenderMime.IResolver | null,
  candidates: readonly T[],
): T | null {
  const path = (resolver as { readonly path?: string } | null)?.path;
  const managerOf = (model: T): Manager => model.widget_manager as Manager;
  const inDocument = (model: T): boolean => managerOf(model).context?.path === path;
  const kernel = kernelAround(widget);
  // A view of an output in a tab of its own stands in no document, and still knows its path. A page
  // that is one document, as Voila's, knows none, and neither do its models.
  if (kernel === undefined) return candidates.find(inDocument) ?? null;
  const same = candidates.filter((model) => managerOf(model).kernel?.id === kernel);
  return same.find(inDocument) ?? same[0] ?? null;
}
