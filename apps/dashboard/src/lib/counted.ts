/** `1 key`, `12,345 keys`. The count is already in the form in which people read it. */
export function counted(count: string, one: string, many: string): string {
  return `${count} ${count === '1' ? one : many}`;
}
