import type { Render } from '../chat/cards.ts';

const mark = { zh: '演示 · 不会真的呼叫任何人', en: 'Demo · nobody is really called' } as const;

/** Every card says that it is one of a demo. */
export const markedAsDemo =
  (render: Render): Render =>
  async (view, lang, reader) => {
    const rendered = await render(view, lang, reader);
    if (!rendered) return null;
    const { context } = rendered.card;
    return { ...rendered, card: { ...rendered.card, context: context === undefined ? mark[lang] : `${context} · ${mark[lang]}` } };
  };
