/** Copies by the old command, where the page may not use the new one (no https). */
function copyByCommand(text: string): boolean {
  const area = document.createElement('textarea');
  area.value = text;
  Object.assign(area.style, { position: 'fixed', opacity: '0' });
  const before = document.activeElement;
  document.body.append(area);
  area.select();
  const done = document.execCommand('copy');
  area.remove();
  if (before instanceof HTMLElement) before.focus();
  return done;
}

/**
 * Puts a text on the clipboard.
 *
 * @throws where the browser does not let it
 */
export async function copyText(text: string): Promise<void> {
  // Where the page is not secure there is none, whatever the types say.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (clipboard) return clipboard.writeText(text);
  if (!copyByCommand(text)) throw new Error('the browser does not copy');
}

/**
 * Puts a picture on the clipboard.
 *
 * @throws where the browser does not let it
 */
export async function copyPicture(picture: Promise<Blob>): Promise<void> {
  // A promise, since some browsers forget during the drawing that the user asked.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': picture })]);
}
