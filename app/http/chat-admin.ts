import type { FastifyInstance } from 'fastify';
import { chatProposalRoutes } from './chat-proposals.ts';
import { personContactRoutes } from './person-contact.ts';
import { slackSetupRoutes } from './slack-setup.ts';
import { wecomSetupRoutes, type WecomSetupParts } from './wecom-setup.ts';

/** How admins connect chats, and say who is who in them. */
export function chatAdminRoutes(app: FastifyInstance, parts: WecomSetupParts): void {
  for (const routes of [slackSetupRoutes, wecomSetupRoutes, personContactRoutes, chatProposalRoutes]) routes(app, parts);
}
