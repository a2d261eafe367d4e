const own = /(?:^|\.)slack(?:-gov)?\.com$/u;

/** Whether an address is one of Slack's, or of what is configured in its place: our token goes nowhere else, and no answer either. */
export function isSlacks(address: string, apiUrl: string | undefined): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  if (apiUrl !== undefined && url.origin === new URL(apiUrl).origin) return true;
  return url.protocol === 'https:' && own.test(url.hostname);
}
