import type { Decision } from '../domain/event/decision.ts';
import { keyOf, type Key } from '../domain/event/event.ts';
import { done, isRefusal, type Refusal } from '../domain/event/reply.ts';
import { coverAnswer } from '../domain/oncall/cover-answer.ts';
import type { CoverMeant } from '../domain/oncall/cover.ts';
import { entryId, mayChange, type Ground } from '../domain/oncall/ground.ts';
import type { Viewer } from '../domain/access/viewer.ts';
import type { SkillCall } from './skill.ts';

/** The lane of a cover that this viewer may set. */
export function coverLane(meant: CoverMeant | Refusal, viewer: Viewer): Key | Refusal {
  if (isRefusal(meant)) return meant;
  return mayChange(viewer, [meant.person, meant.instead]) ?? keyOf('rota', meant.schedule);
}

/** Sets the cover, or says that it is so already. */
export function setCover(
  meant: CoverMeant | Refusal,
  { ground, call, because }: { ground: Ground; call: SkillCall; because: string | undefined },
): Decision | Refusal {
  if (isRefusal(meant)) return meant;
  if (meant.existing !== null) return { because: { code: 'covered-already' }, reply: done(coverAnswer(meant.existing, meant, ground)) };
  const id = entryId(call);
  const { start, end, person, instead } = meant;
  const data = { id, start, end, add: person, ...(instead === null ? {} : { remove: instead }), ...(because ? { because } : {}) };
  return { because: { code: 'covered' }, facts: [{ type: 'cover.set', data }], reply: done(coverAnswer(id, meant, ground)) };
}
