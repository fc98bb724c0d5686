const LENGTH_MAX = 40;

/** What names a workspace in addresses of pages. Several names may have one, so it is made unique. */
export function slugOf(name: string): string {
  const words =
    name
      .normalize('NFKD')
      // The marks that stood on letters.
      .replaceAll(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[a-z0-9]+/g) ?? [];
  const slug = words.join('-').slice(0, LENGTH_MAX).replace(/-+$/, '');
  return slug === '' ? 'workspace' : slug;
}
