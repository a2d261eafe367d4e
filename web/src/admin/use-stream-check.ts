import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { Said } from '../../api.d.ts';
import type { Checked, Finding } from '../../upkeep.d.ts';
import { adminWords } from './words.ts';

/** Five beats are sent over a second; a proxy that gathers them lets them arrive together. */
const leastMs = 400;

const both = (key: 'liveName' | 'liveWell' | 'liveFix' | 'liveLost' | 'liveMeasuring'): Said => adminWords[key];
const buffered = (ms: number): Said => ({ en: adminWords.liveBuffered.en(ms), zh: adminWords.liveBuffered.zh(ms) });

/** Whether live updates come through to this browser as they are sent, measured here. */
export function useStreamCheck(): { checked: Checked; again: () => void } {
  const finding = useSignal<Finding>({ verdict: 'unknown', found: both('liveMeasuring') });
  const run = async () => {
    finding.value = { verdict: 'unknown', found: both('liveMeasuring') };
    finding.value = await measure().catch((): Finding => ({ verdict: 'wrong', found: both('liveLost'), fix: both('liveFix') }));
  };
  useEffect(() => void run(), []);
  const { value } = finding;
  return { checked: { id: 'live', name: both('liveName'), verdict: value.verdict, findings: [value] }, again: () => void run() };
}

async function measure(): Promise<Finding> {
  const response = await fetch('/api/v1/doctor/stream', { headers: { 'tocsin-via': 'console' } });
  if (!response.ok || !response.body) throw new Error(`answered ${response.status}`);
  const times: number[] = [];
  const reader = response.body.getReader();
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) times.push(performance.now());
  const spreadMs = Math.round((times.at(-1) ?? 0) - (times[0] ?? 0));
  if (spreadMs >= leastMs) return { verdict: 'well', found: both('liveWell') };
  return { verdict: 'wrong', found: buffered(spreadMs), fix: both('liveFix') };
}
