// Before the first paint, so that a dark page does not flash in white. The app changes it later.
try {
  const theme = localStorage.getItem('unlatch.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // Storage may be forbidden. Then the theme of the system stays.
}
