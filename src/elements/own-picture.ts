import { html, nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';

import { sentence } from '../layers/index.js';

import { pictureIn, pictureOf } from './picture.js';
import type { OwnPicture } from './picture.js';
import type { Reading } from './reading.js';

/** What the user's picture needs of the explorer. */
interface Host extends ReactiveControllerHost {
  image: Blob | null;
}

/** The user's own picture, at the size of the input; it is read anew with each network. */
export class Pictures {
  shown: OwnPicture | null = null;
  private isDue = false;

  constructor(
    private readonly host: Host,
    private readonly reading: Reading,
  ) {}

  /** Takes a picture that was dropped, pasted or chosen. */
  take(event: Event, files: FileList | null | undefined): void {
    const file = pictureIn(files);
    if (!file) return;
    event.preventDefault();
    this.host.image = file;
  }

  /** How the picture came to its size, and the way to take it away. */
  note(): TemplateResult | typeof nothing {
    if (!this.shown) return nothing;
    const remove = (): void => void (this.host.image = null);
    return html`<p class="picture" part="picture">
      ${this.shown.note}
      <button class="undo" @click=${remove}>${sentence('picture_remove', {})}</button>
    </p>`;
  }

  /**
   * Reads the picture where it has to be.
   *
   * @param isNew - whether the picture or the network is another
   */
  update(isNew: boolean): void {
    const { host } = this;
    this.isDue ||= isNew;
    if (!this.isDue) return;
    this.isDue = false;
    if (host.image || this.shown) void this.read();
  }

  /** Brings the picture to the size of the input; what is none takes nothing away. */
  private async read(): Promise<void> {
    const { host, reading } = this;
    const { image } = host;
    const size = reading.model?.network.inputSize.slice(-2);
    const picture =
      image && size?.length === 2
        ? await pictureOf(image, [size[0], size[1]]).catch(() => this.shown)
        : null;
    if (image !== host.image) return;
    this.shown = picture;
    host.requestUpdate();
  }
}
