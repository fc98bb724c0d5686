/**
 * A value that is JSON text already. It is sent as it stands, since reading it could lose something:
 * a 64-bit integer has more digits than a number of JavaScript.
 */
export class RawJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
