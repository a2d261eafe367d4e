/** The browser and the system, as people call them; every browser claims to be several others. */
export function browserOf(agent: string): string | null {
  const find = (table: readonly (readonly [RegExp, string])[]) => table.find(([sign]) => sign.test(agent))?.[1];
  const browser = find([
    [/MicroMessenger|wxwork/i, 'WeCom'],
    [/Edg\//, 'Edge'],
    [/Firefox\//, 'Firefox'],
    [/Chrome\//, 'Chrome'],
    [/Safari\//, 'Safari'],
  ]);
  const system = find([
    [/Android/, 'Android'],
    [/iPhone|iPad/, 'iOS'],
    [/Windows/, 'Windows'],
    [/Mac OS X/, 'macOS'],
    [/Linux/, 'Linux'],
  ]);
  return browser === undefined ? null : [browser, system].filter(Boolean).join(' · ');
}
