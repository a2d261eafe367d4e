/** What we use of Botkit and of the Bot Framework, in our own words: types only. `test/types.ts` holds them against the real ones. */
export interface Account {
  readonly id: string;
  readonly name?: string;
}

/** How a conversation is found again. Plain data; it says where the platform's service is, and no secret. */
export interface Reference {
  readonly channelId: string;
  readonly serviceUrl?: string;
  readonly conversation: {
    readonly id: string;
    readonly conversationType?: string;
    readonly tenantId?: string;
    readonly isGroup?: boolean;
  };
  readonly bot?: Account;
  readonly user?: Account;
  readonly locale?: string;
}

export interface Context {
  readonly activity: object;
  sendActivity(activity: object): Promise<{ readonly id?: string } | undefined>;
  updateActivity(activity: object): Promise<unknown>;
  onSendActivities(hook: (context: never, activities: never, next: () => Promise<never>) => Promise<never>): unknown;
}

export type Logic = (context: Context) => Promise<void>;

export interface Request {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

export interface Response {
  status(code: number): unknown;
  send(body: unknown): unknown;
  json(body: unknown): unknown;
  end(): unknown;
}

export interface Adapter {
  processActivity(request: Request, response: Response, logic: Logic): Promise<void>;
  continueConversation(reference: Reference, logic: Logic): Promise<void>;
}

/** The Bot Framework's. */
export interface TeamsAdapter extends Adapter {
  createConversation(reference: Reference, parameters: object, logic: Logic): Promise<void>;
}

/** Botkit's web chat: its clients are sockets. */
export interface WebAdapter extends Adapter {
  readonly wss: { emit(event: 'connection', socket: object): boolean };
}

export interface Controller {
  readonly adapter: unknown;
  handleTurn(context: Context): Promise<unknown>;
  hears(patterns: unknown, events: unknown, handler: Handler): void;
  interrupts(patterns: unknown, events: unknown, handler: Handler): void;
  on(events: unknown, handler: Handler): void;
}

export type Handler = (bot: unknown, message: { readonly context?: Context }) => Promise<unknown>;

export interface Library {
  readonly Botkit: new (config: object) => Controller;
}

/** A Botkit bot of somebody's own. */
export type HostedBot = (controller: Controller) => unknown;
