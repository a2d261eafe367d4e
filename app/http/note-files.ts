import type { FastifyInstance } from 'fastify';
import { permits } from '../../domain/access/viewer.ts';
import { isRefusal } from '../../domain/event/reply.ts';
import { findIncident } from '../../ports/find-incident.ts';
import { sendStored } from './files.ts';
import { refusal } from './may.ts';
import { callerOf, type SurfaceParts } from './surface.ts';

const gone = { en: 'There is no such file, or it was withdrawn.', zh: '没有这个文件，或它已被撤回。' };

/** Files of the timeline, for those who may see the incident, as long as their note stands. */
export function noteFileRoutes(app: FastifyInstance, parts: SurfaceParts): void {
  const { store } = parts;
  app.get<{ Params: { number: string; id: string } }>('/api/v1/incidents/:number/files/:id', async (request, reply) => {
    const caller = await callerOf(request, parts);
    const { number, id } = request.params;
    const incident = permits(caller.viewer.roles, 'viewer') ? await findIncident(number, { store, viewer: caller.viewer }) : null;
    if (incident === null || isRefusal(incident)) throw refusal(caller, gone, 404);
    const isShown = incident.notes?.some((note) => note.withdrawn === null && note.files.includes(id));
    const file = isShown ? await store.files.file(id) : null;
    if (!file) throw refusal(caller, gone, 404);
    return sendStored(request, reply, { file, files: store.files });
  });
}
