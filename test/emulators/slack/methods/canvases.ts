import { Canvas, type Change } from '../canvas.ts';
import { refuse, type Json } from '../records.ts';
import type { Workspace } from '../workspace.ts';
import type { Call, Methods } from './method.ts';

export const canvasMethods: Methods = {
  'canvases.create': {
    tier: 2,
    scopes: ['canvases:write'],
    run: ({ w, args }) => ({ canvas_id: created(w, args).id }),
  },
  'conversations.canvases.create': {
    tier: 2,
    scopes: ['canvases:write'],
    run({ w, args }) {
      const channel = w.channelWithBot(args.need('channel_id'));
      if (channel.canvas) refuse('channel_canvas_already_exists');
      channel.canvas = created(w, args);
      w.changed();
      return { canvas_id: channel.canvas.id };
    },
  },
  'canvases.edit': {
    tier: 3,
    scopes: ['canvases:write'],
    run({ w, args }) {
      const canvas = canvasOf(w, args);
      const changes = args.json('changes') as Change[] | undefined;
      // The documents show a list, but Slack takes one change in a call.
      if (!Array.isArray(changes) || changes.length !== 1) return refuse('invalid_arguments', detail('exactly one change is accepted'));
      const why = canvas.change(changes[0]!);
      if (why !== null) refuse('canvas_editing_failed', { detail: why });
      w.changed();
      return undefined;
    },
  },
  'canvases.sections.lookup': {
    tier: 3,
    scopes: ['canvases:read'],
    run({ w, args }) {
      const found = canvasOf(w, args).find((args.json('criteria') as Parameters<Canvas['find']>[0] | undefined) ?? {});
      return { sections: found.map(({ id }) => ({ id })) };
    },
  },
  'canvases.delete': {
    tier: 3,
    scopes: ['canvases:write'],
    run({ w, args }) {
      const canvas = canvasOf(w, args);
      w.canvases.delete(canvas.id);
      for (const channel of w.channels) if (channel.canvas === canvas) channel.canvas = null;
      w.changed();
      return undefined;
    },
  },
};

const detail = (message: string): Json => ({ response_metadata: { messages: [`[ERROR] ${message} [json-pointer:/changes]`] } });

function created(w: Workspace, args: Call['args']): Canvas {
  const content = args.json('document_content') as { type?: string; markdown?: string } | undefined;
  if (content && content.type !== 'markdown') refuse('invalid_arguments');
  const canvas = new Canvas(w.ids.next('F'), { title: args.text('title'), markdown: content?.markdown ?? '' });
  w.canvases.set(canvas.id, canvas);
  return canvas;
}

function canvasOf(w: Workspace, args: Call['args']): Canvas {
  return w.canvases.get(args.need('canvas_id')) ?? refuse('canvas_not_found');
}
