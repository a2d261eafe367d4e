import { z } from 'zod';
import { keyOf, partsOf } from '../../domain/event/event.ts';
import { done, refuse } from '../../domain/event/reply.ts';
import { write } from '../../ports/skill.ts';

/** Takes a saved view away: one's own by its name, another's by its id and only as an admin. */
export default write({
  summary: { en: 'Remove a saved view', zh: '删除视图' },
  labels: { view: { en: 'View', zh: '视图' } },
  input: z.object({ view: z.string().trim().min(1).max(100) }),
  output: z.object({ id: z.string(), existed: z.boolean() }),
  needs: 'responder',
  positional: ['view'],
  answer: (o, lang) => {
    if (lang === 'zh') return o.existed ? '视图早已删除' : '视图已删除';
    return o.existed ? 'The view was gone already' : 'View removed';
  },
  examples: [{ ask: 'remove my view "Payments"', input: { view: 'Payments' } }],
  async on({ view }, { store, viewer }) {
    const all = await store.views(viewer.person);
    const named =
      all.find((v) => v.id === view) ?? all.find((v) => v.owner === viewer.person && v.name.toLowerCase() === view.toLowerCase());
    const found = named ?? (await store.state('view', view));
    if (!found)
      return refuse(
        'not-found',
        `There is no view "${view}" of yours. View list shows them.`,
        `你没有视图“${view}”，可用 view list 查看。`,
      );
    if (found.owner !== viewer.person && !viewer.roles.includes('admin'))
      return refuse(
        'forbidden',
        `"${found.name}" belongs to somebody else. Ask them, or an admin.`,
        `“${found.name}”属于别人，请联系对方或管理员。`,
      );
    return keyOf('view', found.id);
  },
  async decide(_input, { store, call }) {
    const { id } = partsOf(call.key);
    const old = await store.state('view', id);
    const existed = old === null || old.gone;
    const reply = done({ id, existed });
    return existed
      ? { because: { code: 'already-gone' }, reply }
      : { because: { code: 'view-removed' }, facts: [{ type: 'view.removed', data: {} }], reply };
  },
});
