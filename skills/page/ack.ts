import { z } from 'zod';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { nameOf } from '../../domain/firm/of-firm.ts';
import { isLive } from '../../domain/page/page.ts';
import type { Words } from '../../domain/text/lang.ts';
import { write } from '../../ports/skill.ts';
import type { StoreReader } from '../../ports/store.ts';

/** Answers a page: by the button, by key 4 on the ringing screen, by a reply. Only the person paged can, whatever their role: whoever is called may answer. */
export default write({
  summary: { en: 'Acknowledge a page', zh: '应答呼叫' },
  labels: { page: { en: 'Page', zh: '呼叫' } },
  input: z.object({ page: z.string().min(1) }),
  output: z.object({ page: z.string(), incident: z.string().nullable(), existed: z.boolean() }),
  needs: 'viewer',
  positional: ['page'],
  answer: (o, lang) =>
    lang === 'zh' ? `已应答${o.incident ? `，${o.incident}` : ''}` : `Acknowledged${o.incident ? ` ${o.incident}` : ''}`,
  examples: [{ ask: 'answer the page', input: { page: 'INC-20261122-003.0.0.ana' } }],
  async on({ page }, { store, viewer }) {
    const known = await store.state('page', page);
    if (!known) return refuse('not-found', `There is no page "${page}".`, `没有呼叫“${page}”。`);
    if (viewer.person !== known.person && !viewer.roles.includes('admin'))
      return refuse(
        'forbidden',
        `This page is for ${known.person}. Acknowledge the incident instead.`,
        `这次呼叫的是 ${known.person}。你可以改为认领事件。`,
      );
    return keyOf('page', page);
  },
  async decide(_input, { store, call }) {
    const { id } = partsOf(call.key);
    const page = await store.state('page', id);
    if (!page) throw new Error(`no page ${id}`);
    const reply = done({ page: id, incident: page.about.incident, existed: page.state === 'acked' });
    if (page.state === 'acked') return { because: { code: 'already-acked' }, reply };
    if (!isLive(page)) {
      const why = await overBecause(page.about.incident, store);
      return refuse('rule', `This page is over: ${why.en}`, `呼叫已结束：${why.zh}`);
    }
    return { because: { code: 'acked' }, facts: [{ type: 'page.acked', data: { via: call.via } }], reply };
  },
});

async function overBecause(incident: string | null, store: Pick<StoreReader, 'state' | 'resources'>): Promise<Words> {
  const i = incident === null ? null : await store.state('incident', incident);
  if (i?.progress === 'resolved' || i?.progress === 'closed') return { en: 'the incident is resolved.', zh: '事件已解决。' };
  if (i?.acknowledgedBy) {
    const who = nameOf(store.resources(), i.acknowledgedBy);
    return { en: `${who} acknowledged first.`, zh: `${who} 已先认领。` };
  }
  return { en: 'it is no longer needed.', zh: '不再需要。' };
}
