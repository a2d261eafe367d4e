import { z } from 'zod';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { isLive } from '../../domain/page/page.ts';
import { Means } from '../../domain/people/person.ts';
import { write } from '../../ports/skill.ts';

/** Pause between two tries of the same page that somebody asks for. */
const pauseMs = 30_000;

/** Tries to reach somebody once more, by the means named, else by all that was tried so far. Within half a minute of the last try nothing more is sent. */
export default write({
  summary: { en: 'Call a person once more', zh: '再次呼叫' },
  labels: { page: { en: 'Page', zh: '呼叫' }, by: { en: 'By what', zh: '方式' } },
  input: z.object({ page: z.string().min(1), by: Means.optional() }),
  output: z.object({ page: z.string(), person: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['page', 'by'],
  answer: (o, lang) => {
    if (o.existed) return lang === 'zh' ? `刚刚呼叫过 ${o.person}，半分钟后再试` : `${o.person} was tried a moment ago; wait half a minute`;
    return lang === 'zh' ? `正在再次呼叫 ${o.person}` : `Calling ${o.person} once more`;
  },
  examples: [{ ask: 'try bo again', input: { page: 'INC-20261122-003.0.0.bo' } }],
  async on({ page: id }, { store, viewer }) {
    const page = await store.state('page', id);
    const { incident } = page?.about ?? {};
    const isMine = page !== null && (page.person === viewer.person || viewer.roles.includes('admin'));
    const maySee = isMine || (incident && (await store.incidentsEnding(incident, viewer)).length > 0);
    return maySee ? keyOf('page', id) : refuse('not-found', `There is no page "${id}".`, `没有呼叫“${id}”。`);
  },
  async decide({ by }, { store, call, now }) {
    const { id } = partsOf(call.key);
    const page = await store.state('page', id);
    if (!page) throw new Error(`no page ${id}`);
    if (!isLive(page))
      return refuse(
        'rule',
        'This call is over: it was answered, or somebody took it on. Call them in by name instead.',
        '这次呼叫已结束：已应答，或已有人认领。请改为按姓名集结。',
      );
    const existed = page.attempts.some((a) => now - a.at < pauseMs);
    const reply = done({ page: id, person: page.person, existed });
    if (existed) return { because: { code: 'tried-just-now' }, reply };
    return { because: { code: 'again-asked' }, tell: [{ key: call.key, type: 'page.again', data: by ? { by } : {} }], reply };
  },
});
