const RELOADED_KEY = 'unlatch.reloaded';
const AGAIN_AFTER_MS = 30_000;

/**
 * After an update of the service, a page that was open asks for files that are gone. Loading it
 * again gets the new ones. It is done once in a while, so that a page that fails for another reason
 * does not load without end.
 */
export function reloadOnceOnMissingFile(): void {
  window.addEventListener('vite:preloadError', (event) => {
    const lastMs = Number(sessionStorage.getItem(RELOADED_KEY) ?? 0);
    if (Date.now() - lastMs < AGAIN_AFTER_MS) return;
    event.preventDefault();
    sessionStorage.setItem(RELOADED_KEY, String(Date.now()));
    window.location.reload();
  });
}
