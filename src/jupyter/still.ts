import type { DOMWidgetModel, DOMWidgetView } from '@jupyter-widgets/base';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';

const WIDGET_TYPE = 'application/vnd.jupyter.widget-view+json';

/** What html-manager has beside the interface of a manager. */
interface PageManager {
  create_view(model: DOMWidgetModel): Promise<DOMWidgetView>;
  display_view?(view: DOMWidgetView, place: Element): Promise<void>;
}

/**
 * Takes the widget view out of an output whose still figure names its model. Tools that make pages
 * show a view alone, which without a network stays empty, and other front ends say that its model
 * is not found; in the still figure the living one appears by itself.
 */
export function preferStill(output: IRenderMime.IMimeModel, modelId: string): void {
  const { [WIDGET_TYPE]: view, ...data } = output.data;
  const { 'text/html': html } = data;
  if (view === undefined || typeof html !== 'string' || !html.includes(modelId)) return;
  output.setData({ data, metadata: output.metadata });
}

/** In a page that was made of a notebook the living figure takes the place of the still ones. */
export function replaceStill(model: DOMWidgetModel): void {
  const manager = model.widget_manager as unknown as PageManager;
  if (!manager.display_view) return;
  const stills = document.querySelectorAll('.ipyreceptive-still');
  for (const still of stills) {
    if (still.getAttribute('data-model') === model.model_id) void replace(still, model, manager);
  }
}

async function replace(still: Element, model: DOMWidgetModel, manager: PageManager): Promise<void> {
  const view = await manager.create_view(model);
  // Where it cannot be made, the view is that of an error.
  if (!view.el.classList.contains('ipyreceptive-view')) return;
  still.replaceChildren();
  await manager.display_view?.(view, still);
}
