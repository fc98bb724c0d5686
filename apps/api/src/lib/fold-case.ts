/**
 * The form for comparing names where case makes no difference. `*_fold` columns hold it.
 *
 * Nor do the forms in which Unicode can write one letter: composed or not, of full width, as a
 * ligature. The way over capitals gives `ß` and `SS`, or both small sigmas, one form. Letters of
 * two alphabets stay different, however alike they look.
 */
export function foldCase(text: string): string {
  return text.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}
