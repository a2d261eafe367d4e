/** The languages Tocsin speaks. A sentence that lacks one does not compile. */
export type Lang = 'zh' | 'en';
export type Words = Readonly<Record<Lang, string>>;

/** `zh-CN` reads Chinese, everything else English. */
export const langOf = (locale: string | undefined): Lang => (locale?.startsWith('zh') ? 'zh' : 'en');
