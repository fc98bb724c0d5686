import { useEffect, useState } from 'react';

/** Grows with each change of the colours of the page, by a choice or by the system. */
export function useThemeVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const grow = () => setVersion((before) => before + 1);
    const observer = new MutationObserver(grow);
    observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    const media = window.matchMedia('(prefers-color-scheme: dark)');
    media.addEventListener('change', grow);
    return () => {
      observer.disconnect();
      media.removeEventListener('change', grow);
    };
  }, []);
  return version;
}
