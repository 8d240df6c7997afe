import { staticFigure, writeText } from '../../figure/index.js';
import type { Heatmap, Selection, TextFormat, View } from '../../figure/index.js';
import type { Network } from '../../layers/index.js';

/** What can be taken away. */
export interface Takeable {
  /** The network as it was given, and as the view reads it. */
  readonly whole: Network;
  readonly network: Network;
  readonly view: View;
  readonly selection: Selection | null;
  readonly heatmap: Heatmap | null;
}

/** What a file is of, by its suffix. */
const TYPES = {
  svg: 'image/svg+xml',
  png: 'image/png',
  csv: 'text/csv',
  md: 'text/markdown',
  tex: 'application/x-tex',
  json: 'application/json',
} as const;

export type Form = keyof typeof TYPES;

/** The picture, the same as Python saves; for paper it is in full colour, and without patterns. */
export const pictureOf = (
  { network, view, selection, heatmap }: Takeable,
  paper = false,
): ReturnType<typeof staticFigure> => staticFigure(network, { view, selection, heatmap, paper });

/** A form that is text. */
export function textOf(takeable: Takeable, form: 'svg' | TextFormat): string {
  if (form === 'svg') return pictureOf(takeable).svg;
  return writeText(form === 'json' ? takeable.whole : takeable.network, form);
}

/** The picture as PNG, `scale` pixels for each of its own. */
export async function pngOf(takeable: Takeable, scale: number): Promise<Blob> {
  const { svg, width, height } = pictureOf(takeable);
  const image = new Image();
  image.src = `data:${TYPES.svg};charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no picture'))), TYPES.png),
  );
}

/** A name for a file that every system takes. */
export function fileName({ whole: { name } }: Takeable, form: Form): string {
  const plain = (name ?? '').replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+|[-.]+$/g, '');
  return `${plain.slice(0, 80) || 'network'}.${form === 'json' ? 'rf.json' : form}`;
}

/** Hands a file to the browser to save. */
export function download(content: Blob | string, form: Form, name: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type: TYPES[form] }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Not at once: the browser may not have begun to read it.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
