import type { FastifyInstance } from 'fastify';
import { PhoneLine, type LineParts } from '../phone/phone-line.ts';
import { TextLine } from '../phone/text-line.ts';
import { aliyunRoutes } from './phone-aliyun.ts';
import type { PhoneParts } from './phone-callback.ts';
import { gatewayRoutes } from './phone-gateway.ts';
import { twilioRoutes } from './phone-twilio.ts';

/** `/phone/<type of carrier>/…`: what carriers ask and tell, each by its own signature alone. */
export function phoneRoutes(app: FastifyInstance, parts: LineParts & Pick<PhoneParts, 'carriers' | 'publicUrl'>): void {
  const phone = { ...parts, line: new PhoneLine(parts), texts: new TextLine(parts) };
  twilioRoutes(app, phone);
  aliyunRoutes(app, phone);
  gatewayRoutes(app, phone);
}
