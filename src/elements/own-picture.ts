import { nothing } from 'lit';
import type { ReactiveControllerHost, TemplateResult } from 'lit';

import type { OwnPicture } from './picture.js';
import type { Reading } from './reading.js';

/** What a notebook, where there is one, has of the picture and could have: bytes of its text. */
export interface Keeping {
  /** 0 where it is not kept. */
  readonly size: number;
  readonly most: number;
}

/** What the user's picture needs of the explorer. */
interface Host extends ReactiveControllerHost {
  image: Blob | null;
  readonly keeping: Keeping | null;
  /** Tells that the picture is to be kept, as a data URI, or no longer. */
  keepPicture(image: string | null): void;
}

/** The picture that is dropped, pasted or chosen; `undefined` where there is none. */
const pictureIn = (files: Iterable<File> | null | undefined): File | undefined =>
  [...(files ?? [])].find(({ type }) => type.startsWith('image/'));

/** The user's own picture, at the size of the input; it is read anew with each network. */
export class Pictures {
  shown: OwnPicture | null = null;
  private isDue = false;
  /** There was no room to keep it. */
  private isTooLarge = false;

  constructor(
    private readonly host: Host,
    private readonly reading: Reading,
  ) {}

  /** Shows another picture; `null` for none. One that is kept was another. */
  readonly set = (image: Blob | null): void => {
    if (this.host.keeping?.size) this.host.keepPicture(null);
    this.host.image = image;
  };

  /** Takes a picture that was dropped, pasted or chosen. */
  take(event: Event, files: FileList | null | undefined): void {
    const file = pictureIn(files);
    if (!file) return;
    event.preventDefault();
    this.set(file);
  }

  /** Keeps the picture in the notebook, or no longer. */
  readonly keep = async (): Promise<void> => {
    const { host, shown } = this;
    if (!host.keeping || !shown) return;
    if (host.keeping.size) {
      host.keepPicture(null);
      return;
    }
    const image = await shown.packed(host.keeping.most);
    if (shown !== this.shown) return;
    this.isTooLarge = image === null;
    if (image) host.keepPicture(image);
    host.requestUpdate();
  };

  /** How the picture came to its size, where it is, and the way to take it away. */
  note(): TemplateResult | typeof nothing {
    const { shown } = this;
    if (!shown) return nothing;
    const size = this.host.keeping?.size ?? 0;
    return shown.note(size, this.isTooLarge, () => this.set(null));
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
        ? await import('./picture.js')
            .then(({ pictureOf }) => pictureOf(image, [size[0], size[1]]))
            .catch(() => this.shown)
        : null;
    if (image !== host.image) return;
    this.shown = picture;
    this.isTooLarge = false;
    host.requestUpdate();
  }
}
