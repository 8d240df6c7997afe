import { nameWidth } from '../layout.js';
import { fit } from '../fit.js';

const SEPARATOR = /[./]/;

/** A name that fits: its first parts give way, which it shares with what stands around it. */
export function shortName(name: string, room: number): string {
  if (nameWidth(name) <= room || !SEPARATOR.test(name)) return fit(name, room);
  const letters = [...name];
  const most = Math.max(3, Math.floor(room / nameWidth('a')) - 1);
  const tail = letters.slice(-most).join('');
  const cut = tail.search(SEPARATOR);
  if (cut < 0 || cut === tail.length - 2) return fit(name, room);
  // Whole parts where they say most of what there is room for.
  return cut < most / 3 ? tail.slice(cut + 1) : `…${tail}`;
}
