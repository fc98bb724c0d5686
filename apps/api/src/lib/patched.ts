/** A field of an update: absent leaves the current value, null clears it, a value sets it. */
export function patched<T>(requested: T | null | undefined, current: T | null): T | null {
  return requested === undefined ? current : requested;
}
