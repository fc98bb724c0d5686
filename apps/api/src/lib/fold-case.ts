/** What names are compared by where case makes no difference; `*_fold` columns hold it. */
export function foldCase(text: string): string {
  return text.toLowerCase();
}
