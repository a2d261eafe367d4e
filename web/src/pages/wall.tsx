import { useEffect } from 'preact/hooks';
import type { Wall } from '../../api.d.ts';
import { useDesk, usePageTitle } from '../desk.ts';
import { BellMark } from '../parts/brand.tsx';
import { useWall } from '../wall/use-wall.ts';
import { useToll, useWallKeys } from '../wall/wall-keys.ts';
import { moreWords, wallWords, type WallLang, type WallWord } from '../wall/words.ts';
import { Strip, Worst, type WallSay } from '../wall/worst.tsx';
import '../style/wall.css';

const nearestMetres = 2;
const farthestMetres = 30;
/** For which the sizes in the style sheet are made. */
const usualMetres = 8;

/** Read from across a room in three seconds: are we well, what is hurt, who leads and since when, does this screen live. Shows nothing else. */
export function WallPage() {
  usePageTitle('Tocsin');
  const { address } = useDesk();
  const { wall, standing } = useWall();
  const { isArmed, isPattern } = useWallKeys();
  const shown = wall.value;
  useToll(shown, isArmed.value);
  const lang: WallLang = shown?.firm.lang ?? 'zh';
  useEffect(() => {
    // A lit room is no reason for a lit wall.
    document.documentElement.dataset['theme'] = 'dark';
    document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  }, [lang]);
  const say: WallSay = (word: WallWord) => wallWords[word][lang];
  if (standing.value === 'refused') return <main class="wall wall-refused">{wallWords.notLetIn.zh + '\n' + wallWords.notLetIn.en}</main>;
  if (!shown) return <main class="wall wall-refused">{say('noConnection')}</main>;
  return (
    <Frame wall={shown} metres={metresIn(address.search.value)} say={say}>
      {isPattern.value ? <div class="wall-pattern">{say('pattern')}</div> : <Scene wall={shown} say={say} lang={lang} />}
      <Foot wall={shown} say={say} isArmed={isArmed.value} />
    </Frame>
  );
}

type FrameProps = { wall: Wall; metres: number; say: WallSay; children: preact.ComponentChildren };

/** The whole wall loses its colour when its data is old; at night it is dimmer; once an hour it moves by a pixel, to spare the panel. */
function Frame({ wall, metres, say, children }: FrameProps) {
  const { clock } = useDesk();
  const hour = Number(clock.time(clock.now.value).slice(0, 2));
  const isStale = clock.isStale.value && clock.lastBeatAt.value !== null;
  const light = hour < 6 || hour >= 22 ? 'night' : 'day';
  const state = isStale ? 'stale' : wall.incidents.length === 0 ? 'calm' : 'hurt';
  const style = { '--far': String(metres / usualMetres), translate: `${hour % 3}px ${(hour + 1) % 3}px` };
  return (
    <main class="wall" data-testid="wall" data-state={state} data-light={light} data-heard={clock.lastBeatAt.value !== null} style={style}>
      {children}
      {isStale && (
        <p class="wall-stale" role="alert">
          {say('stoppedAt')} <strong>{clock.time(clock.lastBeatAt.value ?? 0)}</strong>
        </p>
      )}
    </main>
  );
}

function Scene({ wall, say, lang }: { wall: Wall; say: WallSay; lang: WallLang }) {
  const [worst, ...others] = wall.incidents;
  if (!worst) {
    return (
      <section class="wall-calm">
        <BellMark />
        <h1>{say('well')}</h1>
      </section>
    );
  }
  return (
    <section class={others.length > 2 ? 'wall-hurt-scene many' : 'wall-hurt-scene'}>
      <Worst incident={worst} say={say} />
      <ul class="wall-strips">
        {others.map((incident) => (
          <Strip key={incident.number} incident={incident} say={say} />
        ))}
      </ul>
      {wall.more > 0 && <p class="wall-more">{moreWords(wall.more, lang)}</p>}
    </section>
  );
}

/** Who is on duty, whose wall this is, and a clock that the server moves. */
function Foot({ wall, say, isArmed }: { wall: Wall; say: WallSay; isArmed: boolean }) {
  const { clock } = useDesk();
  const duty = wall.duty.slice(0, 4);
  return (
    <footer class="wall-foot">
      <dl class="wall-duty">
        {duty.map(({ schedule, people }) => (
          <div key={schedule}>
            <dt>{schedule}</dt>
            <dd class={people.length === 0 ? 'wall-alarm' : ''}>{people.join(' ') || say('nobody')}</dd>
          </div>
        ))}
      </dl>
      <p class="wall-firm">
        {wall.demo && <strong class="wall-demo">{say('demo')}</strong>}
        {wall.firm.name}
        {isArmed && <span>{say('armed')}</span>}
      </p>
      <p class="wall-clock" role="timer">
        <strong>{clock.time(clock.now.value)}</strong>
        <span>
          {clock.day(clock.now.value)} {wall.firm.zone}
        </span>
      </p>
    </footer>
  );
}

/** `?distance=12`: for a wall that is read from so many metres. */
function metresIn(search: string): number {
  const metres = Number(new URLSearchParams(search).get('distance') ?? usualMetres);
  return Number.isFinite(metres) ? Math.min(farthestMetres, Math.max(nearestMetres, metres)) : usualMetres;
}
