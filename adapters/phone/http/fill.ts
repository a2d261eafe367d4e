import type { GatewayRequest } from '../../../domain/people/carrier-http.ts';

export type Values = Readonly<Record<string, string>>;
type Json = Exclude<GatewayRequest['json'], undefined>;

const filled = (text: string, values: Values, escaped: (value: string) => string): string =>
  text.replaceAll(/\{\{(\w+)\}\}/gu, (whole, name: string) => (Object.hasOwn(values, name) ? escaped(values[name] ?? '') : whole));

const asIs = (text: string): string => text;
/** A value must not begin another header. */
const oneLine = (text: string): string => text.replaceAll(/[^\x20-\x7E]+/gu, ' ').trim();

/** A request as it is sent: each value escaped for where it stands, so that no text can become more than text. */
export function filledRequest(
  { url, method, headers, json, form }: GatewayRequest,
  values: Values,
  authorization: string | undefined,
): Request {
  const head = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, values, oneLine)]));
  const body = bodyOf({ json, form }, values);
  return new Request(filled(url, values, encodeURIComponent), {
    method,
    headers: { ...(body && { 'content-type': body.type }), ...head, ...(authorization === undefined ? {} : { authorization }) },
    ...(body && { body: body.text }),
  });
}

function bodyOf(
  { json, form }: { json: Json | undefined; form: GatewayRequest['form'] },
  values: Values,
): { type: string; text: string } | null {
  if (json !== undefined) return { type: 'application/json', text: JSON.stringify(filledJson(json, values)) };
  if (form === undefined) return null;
  const pairs = Object.entries(form).map(([name, value]): [string, string] => [name, filled(value, values, asIs)]);
  return { type: 'application/x-www-form-urlencoded', text: new URLSearchParams(pairs).toString() };
}

/** Only texts are filled in; what is written around them makes them texts of JSON again. */
function filledJson(json: Json, values: Values): Json {
  if (typeof json === 'string') return filled(json, values, asIs);
  if (Array.isArray(json)) return json.map((each) => filledJson(each, values));
  if (json === null || typeof json !== 'object') return json;
  return Object.fromEntries(Object.entries(json).map(([name, value]) => [name, filledJson(value, values)]));
}
