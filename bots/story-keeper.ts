import { nothing, type Decision } from '../domain/event/decision.ts';
import type { Fact } from '../domain/event/event.ts';
import { done } from '../domain/event/reply.ts';
import { placeOf, type KeptNote } from '../domain/incident/note.ts';
import type { EventOf } from '../domain/states.ts';
import { bot, type Decide } from '../ports/bot.ts';

const events = ['message.marked', 'message.released', 'message.rewritten', 'message.deleted'] as const;
type Heard = EventOf<(typeof events)[number]>;

/** What people mark in a chat becomes a note of the story, once however many mark it; it follows its message, and goes when nobody marks it any more. */
export default bot({
  name: 'story-keeper',
  hears: events,
  async decide(event: Heard, { store }: Decide): Promise<Decision | null> {
    const incident = await store.state('incident', event.key.slice('incident:'.length));
    if (!incident) return nothing('no-such-incident');
    const notes = incident.notes ?? [];
    const message = event.type === 'message.marked' ? placeOf(event.data.source) : event.data.message;
    const place = notes.findIndex((kept) => kept.message === message);
    const kept = notes[place];
    const note = (kept ? place : notes.length) + 1;
    return { ...decided(event, kept, note), reply: done({ incident: incident.number }) };
  },
});

function decided(event: Heard, kept: KeptNote | undefined, note: number): Decision {
  if (event.type === 'message.marked') return marked(event, kept, note);
  return kept && kept.withdrawn === null ? changed(event, kept, note) : nothing('no-note-of-it');
}

function marked({ data }: EventOf<'message.marked'>, kept: KeptNote | undefined, note: number): Decision {
  const audit = { what: 'message/mark', data: { note, source: data.source } };
  if (kept?.withdrawn === 'deleted') return nothing('deleted-meanwhile');
  // Withdrawn before, it is back in its old place.
  if (!kept || kept.withdrawn !== null)
    return { because: { code: 'captured' }, facts: [{ type: 'incident.noted', data: { ...data, note } }], audit };
  if (kept.marks.includes(data.mark)) return nothing('marked-already');
  return { because: { code: 'marked-too' }, facts: [{ type: 'incident.marked', data: { note, mark: data.mark, isOn: true } }], audit };
}

function changed(event: Exclude<Heard, EventOf<'message.marked'>>, { marks }: KeptNote, note: number): Decision {
  switch (event.type) {
    case 'message.released': {
      const { mark } = event.data;
      if (!marks.includes(mark)) return nothing('never-marked');
      const fact: Fact =
        marks.length === 1
          ? { type: 'incident.withdrawn', data: { note, because: 'released' } }
          : { type: 'incident.marked', data: { note, mark, isOn: false } };
      return { because: { code: 'released' }, facts: [fact], audit: { what: 'message/release', data: { note } } };
    }
    case 'message.rewritten': {
      const { message: _message, ...words } = event.data;
      return { because: { code: 'rewritten' }, facts: [{ type: 'incident.amended', data: { note, ...words } }] };
    }
    case 'message.deleted':
      return { because: { code: 'deleted' }, facts: [{ type: 'incident.withdrawn', data: { note, because: 'deleted' } }] };
  }
}
