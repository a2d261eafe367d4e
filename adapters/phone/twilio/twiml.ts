import twilio from 'twilio';
import type { TwilioCarrier } from '../../../domain/people/carrier.ts';
import type { Lang } from '../../../domain/text/lang.ts';

type Voices = TwilioCarrier['voices'];

interface Spoken {
  readonly lang: Lang;
  readonly voices: Voices;
  /** Sentences, one after the other. */
  readonly say: readonly string[];
}

const keySeconds = 10;
const oneMomentSeconds = 5;

/** Says it, waits ten seconds for one key, and without one goes on at `again`, or hangs up where that is null. */
export function withMenu(spoken: Spoken, { action, again, goodbye }: { action: string; again: string | null; goodbye: string }): string {
  const response = new twilio.twiml.VoiceResponse();
  sayAll(response.gather({ numDigits: 1, timeout: keySeconds, action, method: 'POST' }), spoken);
  if (again !== null) response.redirect({ method: 'POST' }, again);
  else {
    sayAll(response, { ...spoken, say: [goodbye] });
    response.hangup();
  }
  return response.toString();
}

/** Says it and hangs up. */
export function lastWords(spoken: Spoken): string {
  const response = new twilio.twiml.VoiceResponse();
  sayAll(response, spoken);
  response.hangup();
  return response.toString();
}

/** Asks for a moment, and asks us once more. */
export function oneMoment(spoken: Spoken, again: string): string {
  const response = new twilio.twiml.VoiceResponse();
  sayAll(response, spoken);
  response.pause({ length: oneMomentSeconds });
  response.redirect({ method: 'POST' }, again);
  return response.toString();
}

/** An answer to a text; none where there is nothing to say. */
export function textBack(text: string | null): string {
  const response = new twilio.twiml.MessagingResponse();
  if (text !== null) response.message(text);
  return response.toString();
}

type Sayer = Pick<InstanceType<typeof twilio.twiml.VoiceResponse>, 'say'>;

/** The names of voices are Twilio's own, and more than the library knows. */
type Voice = NonNullable<Parameters<Sayer['say']>[0]>;

function sayAll(sayer: Sayer, { lang, voices, say }: Spoken): void {
  const voice = voices[lang];
  const how = { language: lang === 'zh' ? 'zh-CN' : 'en-US', ...(voice === undefined ? {} : { voice }) };
  for (const text of say) sayer.say(how as unknown as Voice & object, text);
}
