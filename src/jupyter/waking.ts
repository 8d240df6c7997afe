import { uuid } from '@jupyter-widgets/base';

import type { ReceptiveFieldModel } from './model.js';

/** What has a widget manager, as a model does. */
export type Managed = Pick<ReceptiveFieldModel, 'widget_manager'>;

/** What the widget managers of notebooks have beside their interface. */
interface Opens {
  _create_comm?(target: string, id: string, data: object, metadata: object): Promise<unknown>;
}

/** So many ids of figures that are gone are remembered, for who takes back what was deleted. */
export const MOST = 100;

type Manager = Managed['widget_manager'];

const sleepers = new Map<string, WeakRef<Manager>>();

/** Python put a model to sleep, as some page had no place for it any more. */
export function fellAsleep({ model_id, widget_manager }: ReceptiveFieldModel): void {
  sleepers.set(model_id, new WeakRef(widget_manager));
  for (const id of [...sleepers.keys()].slice(0, -MOST)) sleepers.delete(id);
}

/**
 * A place shows a figure that may sleep: Python is asked to wake it.
 *
 * @param isHome - whether the place may show what a manager holds
 */
export function wake(id: string, isHome: (managed: Managed) => boolean): void {
  const manager = sleepers.get(id)?.deref();
  if (!manager || !isHome({ widget_manager: manager })) return;
  sleepers.delete(id);
  const opened = (manager as Opens)._create_comm?.(
    'ipyreceptive.wake',
    uuid(),
    { model_id: id },
    {},
  );
  // Without a kernel the figure goes on by itself.
  opened?.catch(() => undefined);
}
