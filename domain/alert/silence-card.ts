import type { Card } from '../card/card.ts';
import type { View } from '../card/view.ts';
import type { Lang } from '../text/lang.ts';
import { rfc3339 } from '../time/rfc3339.ts';
import { clockText } from '../time/say.ts';
import { matcherText } from './matcher.ts';
import { shortId } from './silence-view.ts';
import { silenceState, type Silence } from './silence.ts';

/** Each warning is a card of its own: one that was extended is warned of again. */
export const warningView = (silence: string, endsAt: number): View => ({ kind: 'silence', id: `${silence}/${endsAt}` });

export function warningOf(view: string): { silence: string; endsAt: number } {
  const at = view.lastIndexOf('/');
  return { silence: view.slice(0, at), endsAt: Number(view.slice(at + 1)) };
}

export interface SilenceScene {
  readonly silence: Silence;
  /** The end that this card warns of. */
  readonly endsAt: number;
  readonly now: number;
  readonly lang: Lang;
  readonly zone: string;
  readonly name: (person: string) => string;
}

const hourMs = 3_600_000;

/** The warning that a silence or maintenance window ends soon while alerts fire under it; later, what became of it. */
export function silenceCard(scene: SilenceScene): Card {
  const { silence: s, now, zone } = scene;
  const t = (zh: string, en: string): string => (scene.lang === 'zh' ? zh : en);
  const time = (at: number): string => clockText(at, zone, now);
  const what = s.kind === 'maintenance' ? t('维护期', 'Maintenance') : t('静默', 'Silence');
  const firing = s.warned?.endsAt === scene.endsAt ? s.warned.firing : 0;
  const isWarning = silenceState(s, now) === 'active' && s.endsAt === scene.endsAt;
  return {
    title: `${what}${t('：', ': ')}${s.system ?? s.matchers.map(matcherText).join(', ')}`,
    state: stateOf(scene, t, time),
    ...(isWarning
      ? {
          body: t(
            `还有 ${firing} 条告警在响。到点后会重新通知。`,
            `${firing} ${firing === 1 ? 'alert still fires' : 'alerts still fire'} under it. When it ends, people are told again.`,
          ),
        }
      : {}),
    fields: [
      { label: t('由', 'By'), value: scene.name(s.createdBy) },
      { label: t('原因', 'Why'), value: s.comment },
      { label: t('编号', 'Id'), value: shortId(s.id) },
    ],
    ...(isWarning
      ? {
          actions: [
            {
              label: t('延长 1 小时', 'Extend 1 h'),
              style: 'primary',
              skill: 'silence/extend',
              // To a moment, so that two people who press it do not make two hours of it.
              input: { silence: s.id, until: rfc3339(scene.endsAt + hourMs) },
            },
            { label: t('立即结束', 'End now'), skill: 'silence/end', input: { silence: s.id } },
          ],
        }
      : {}),
  };
}

function stateOf(
  { silence: s, endsAt, now }: SilenceScene,
  t: (zh: string, en: string) => string,
  time: (at: number) => string,
): NonNullable<Card['state']> {
  if (silenceState(s, now) === 'expired') return { word: t(`已于 ${time(s.endsAt)} 结束`, `ended ${time(s.endsAt)}`), tone: 'quiet' };
  if (s.endsAt === endsAt) return { word: t(`${time(endsAt)} 结束`, `ends ${time(endsAt)}`), tone: 'warn' };
  return { word: t(`已改到 ${time(s.endsAt)}`, `now until ${time(s.endsAt)}`), tone: 'quiet' };
}
