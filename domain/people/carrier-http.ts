import { z } from 'zod';
import { common, isWebUrl, Secret } from './carrier-fields.ts';

/** A request to a gateway of one's own. `{{number}} {{text}} {{language}} {{id}} {{callback}} {{severity}} {{title}}` are filled in, escaped for
 *  where they stand. */
export const GatewayRequest = z
  .strictObject({
    url: z
      .string()
      .refine(
        (text) => isWebUrl(text.replaceAll(/\{\{\w+\}\}/gu, 'x')),
        'is not a web address; write one that begins with https:// or http://',
      ),
    method: z.enum(['POST', 'PUT', 'GET']).default('POST'),
    headers: z.record(z.string().regex(/^[\w-]+$/u), z.string()).default({}),
    json: z.json().optional(),
    form: z.record(z.string().min(1), z.string()).optional(),
    /** Where in the JSON of its answer the gateway’s own id stands, such as `data.id`. */
    idAt: z.string().min(1).default('id'),
  })
  .refine((r) => r.json === undefined || r.form === undefined, 'has both json and form; write one of them')
  .refine((r) => r.method !== 'GET' || (r.json === undefined && r.form === undefined), 'is a GET and has a body; write method: POST');
export type GatewayRequest = z.output<typeof GatewayRequest>;

/** A firm’s own telephone system or text gateway over HTTP. `secret` signs what it reports to `/phone/http/status`; `authorization` is the header of
 *  that name in requests to it. */
export const HttpCarrier = z.strictObject({
  type: z.literal('http'),
  ...common,
  call: GatewayRequest.optional(),
  text: GatewayRequest.optional(),
  /** Asked by our id (`{{id}}`): whether it has the call or text, and how far it is. 404: it never came. */
  find: GatewayRequest.optional(),
  authorization: Secret.optional(),
  secret: z.string().min(16, 'is too short to sign with; write 32 random characters').optional(),
});
export type HttpCarrier = z.output<typeof HttpCarrier>;
