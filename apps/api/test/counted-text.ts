/** A text that counts how often a scan reads one of its characters. */
export class CountedText {
  reads = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get length(): number {
    return this.#text.length;
  }

  charCodeAt(position: number): number {
    this.reads += 1;
    return this.#text.charCodeAt(position);
  }

  slice(start: number, end: number): string {
    this.reads += end - start;
    return this.#text.slice(start, end);
  }
}
