import type { Resource, Resources } from '../../domain/resource/resource.ts';
import type { Lang } from '../../domain/text/lang.ts';

/** The newcomer's name in the firm. */
export const newcomer = 'you';

const played = { zh: '（演示）', en: ' (demo)' } as const;

/** A colleague's name as colleagues say it. */
export const shortName = (name: string): string => Object.values(played).reduce((short, mark) => short.replace(mark, ''), name);

/** Of "中文 / English" the half that the newcomer reads. */
const half = (name: string, lang: Lang): string => {
  const [zh = name, en = zh] = name.split(' / ');
  return lang === 'zh' ? zh : en;
};

/** The firm as its newcomer reads it: names and shared places in their language, and every colleague marked as played. */
export function firmIn(lang: Lang, resources: Resources): Resource[] {
  const locale = lang === 'zh' ? 'zh-CN' : 'en';
  return resources.list.map((r): Resource => {
    const own = 'displayName' in r.spec ? r.spec.displayName : undefined;
    const named = own === undefined ? r : ({ ...r, spec: { ...r.spec, displayName: half(own, lang) } } as Resource);
    if (named.kind === 'firm') return { ...named, spec: { ...named.spec, locale } };
    if (named.kind !== 'person') return named;
    if (named.name === newcomer) return { ...named, spec: { ...named.spec, locale } };
    return { ...named, spec: { ...named.spec, displayName: `${named.spec.displayName ?? named.name}${played[lang]}` } };
  });
}
