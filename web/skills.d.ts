// Written by `npm run types:api` from the skills; a test compares. Do not edit.
export type SkillCalls = {
  'alert/ack': {
    input: {
      group: string;
      person?: string;
    };
    output: {
      group: string;
      incident: string | null;
      existed: boolean;
    };
  };
  'alert/facets': {
    input: {
      state?: 'firing' | 'suppressed' | 'resolved';
      match?: Array<string>;
      text?: string;
      source?: string;
      group?: string;
    };
    output: {
      total: number;
      sample: boolean;
      facets: Array<{
        by: 'state' | 'source' | 'label';
        name: string;
        values: Array<{
          value: string;
          count: number;
        }>;
        more: number;
      }>;
    };
  };
  'alert/groups': {
    input: {
      match?: Array<string>;
      text?: string;
      source?: string;
      group?: string;
      limit?: number;
      cursor?: string;
    };
    output: {
      groups: Array<{
        group: string;
        route: string;
        channel: string | null;
        labels: Record<string, string>;
        name: string;
        summary: string;
        severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
        firing: number;
        quiet: number;
        firstAt: string;
        lastAt: string;
        incident: string | null;
        acked: {
          person: string;
          name: string;
          at: string;
        } | null;
      }>;
      next: string | null;
      total: number;
      firing: number;
      quiet: number;
    };
  };
  'alert/list': {
    input: {
      state?: 'firing' | 'suppressed' | 'resolved';
      match?: Array<string>;
      text?: string;
      source?: string;
      group?: string;
      limit?: number;
      cursor?: string;
    };
    output: {
      alerts: Array<{
        fingerprint: string;
        state: 'firing' | 'suppressed' | 'resolved';
        severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
        labels: Record<string, string>;
        annotations: Record<string, string>;
        startsAt: string;
        endsAt: string | null;
        source: string;
        group: string;
        incident: string | null;
        silencedBy: Array<string>;
        inhibitedBy: Array<string>;
      }>;
      next: string | null;
    };
  };
  'alert/maintain': {
    input: {
      system?: string;
      minutes?: number;
      comment: string;
      startsAt?: string;
      until?: string;
      match?: Array<string>;
    };
    output: {
      silence: string;
      startsAt: string;
      endsAt: string;
      existed: boolean;
      at: string;
      zone: string;
    };
  };
  'alert/show': {
    input: {
      fingerprint: string;
    };
    output: {
      fingerprint: string;
      state: 'firing' | 'suppressed' | 'resolved';
      severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
      labels: Record<string, string>;
      annotations: Record<string, string>;
      startsAt: string;
      endsAt: string | null;
      source: string;
      group: string;
      incident: string | null;
      silencedBy: Array<string>;
      inhibitedBy: Array<string>;
    };
  };
  'alert/silence': {
    input: {
      match: Array<string>;
      minutes?: number;
      comment: string;
      startsAt?: string;
    };
    output: {
      silence: string;
      startsAt: string;
      endsAt: string;
      existed: boolean;
      at: string;
      zone: string;
    };
  };
  'alert/why': {
    input: {
      fingerprint: string;
    };
    output: {
      steps: Array<{
        text: string;
        outcome: 'goes-on' | 'stops' | 'tells' | 'pages';
      }>;
    };
  };
  'channel/test': {
    input: {
      channel: string;
    };
    output: {
      channel: string;
      delivery: string;
    };
  };
  'incident/ack': {
    input: {
      incident: string;
      person?: string;
    };
    output: {
      incident: string;
      existed: boolean;
      by: string;
      displayName: string;
    };
  };
  'incident/amend': {
    input: {
      incident: string;
      note: number;
      text: string;
      at?: string;
    };
    output: {
      incident: string;
      note: number;
      existed: boolean;
    };
  };
  'incident/assign': {
    input: {
      incident: string;
      role: 'commander' | 'communications' | 'operations' | 'scribe';
      person?: string;
      ifFree?: boolean;
    };
    output: {
      incident: string;
      role: 'commander' | 'communications' | 'operations' | 'scribe';
      person: string;
      displayName: string;
      existed: boolean;
    };
  };
  'incident/bind': {
    input: {
      incident: string;
      chat?: string;
      conv?: string;
    };
    output: {
      incident: string;
      title: string;
      chat: string;
      before: string | null;
      existed: boolean;
    };
  };
  'incident/catch-up': {
    input: {
      incident: string;
    };
    output: {
      incident: {
        number: string;
        title: string;
        severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
        progress: 'open' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed';
        alertState: 'firing' | 'recovered' | 'none';
        private: boolean;
        system: string | null;
        impact: string | null;
        roles: Partial<Record<'commander' | 'communications' | 'operations' | 'scribe', string>>;
        people: Array<string>;
        declaredAt: string;
        acknowledgedAt: string | null;
        acknowledgedBy: string | null;
        recoveredAt: string | null;
        resolvedAt: string | null;
        storm: {
          tie: string;
          groups: number;
          firing: number;
        } | null;
        rooms: Array<{
          platform: string;
          id: string | null;
          url: string | null;
          state: 'opening' | 'open' | 'failed' | 'archived' | 'lost';
          because: string | null;
          missing: Array<{
            person: string;
            because: string;
          }>;
        }>;
      };
      lately: Array<{
        at: string;
        text: string;
      }>;
      asked: 'answer' | 'lead' | 'role' | 'free' | 'help' | 'over';
      at: string;
      names: Record<string, string>;
      zone: string;
      isOverheard: boolean;
    };
  };
  'incident/close': {
    input: {
      incident: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/declare': {
    input: {
      title: string;
      severity?: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
      people?: Array<string>;
      teams?: Array<string>;
      system?: string;
      private?: boolean;
      cause?: string;
      policy?: string | null;
      group?: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/escalate': {
    input: {
      incident: string;
      asOf?: string;
    };
    output: {
      incident: string;
      people: Array<string>;
      names: Array<string>;
    };
  };
  'incident/handover': {
    input: {
      incident: string;
      role: 'commander' | 'communications' | 'operations' | 'scribe';
      person: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/impact': {
    input: {
      incident: string;
      text?: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/list': {
    input: {
      progress?: 'open' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed' | 'ongoing' | 'current' | 'all';
      severity?: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
      mine?: string | boolean;
      text?: string;
      limit?: number;
      cursor?: string;
    };
    output: {
      incidents: Array<{
        number: string;
        title: string;
        severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
        progress: 'open' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed';
        alertState: 'firing' | 'recovered' | 'none';
        private: boolean;
        system: string | null;
        impact: string | null;
        roles: Partial<Record<'commander' | 'communications' | 'operations' | 'scribe', string>>;
        people: Array<string>;
        declaredAt: string;
        acknowledgedAt: string | null;
        acknowledgedBy: string | null;
        recoveredAt: string | null;
        resolvedAt: string | null;
        storm: {
          tie: string;
          groups: number;
          firing: number;
        } | null;
        rooms: Array<{
          platform: string;
          id: string | null;
          url: string | null;
          state: 'opening' | 'open' | 'failed' | 'archived' | 'lost';
          because: string | null;
          missing: Array<{
            person: string;
            because: string;
          }>;
        }>;
      }>;
      next: string | null;
    };
  };
  'incident/mitigate': {
    input: {
      incident: string;
    };
    output: {
      incident: string;
    };
  };
  'incident/muster': {
    input: {
      incident: string;
      people?: Array<string>;
      teams?: Array<string>;
    };
    output: {
      incident: string;
      people: Array<string>;
      names: Array<string>;
      existed: boolean;
    };
  };
  'incident/note': {
    input: {
      incident: string;
      text: string;
      at?: string;
    };
    output: {
      incident: string;
      note: number;
      existed: boolean;
    };
  };
  'incident/release': {
    input: {
      incident: string;
      people?: Array<string>;
    };
    output: {
      incident: string;
      people: Array<string>;
      names: Array<string>;
      existed: boolean;
    };
  };
  'incident/reopen': {
    input: {
      incident: string;
      reason: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/resolve': {
    input: {
      incident: string;
    };
    output: {
      incident: string;
      existed: boolean;
    };
  };
  'incident/severity': {
    input: {
      incident: string;
      severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
    };
    output: {
      incident: string;
      severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
      existed: boolean;
    };
  };
  'incident/show': {
    input: {
      incident: string;
    };
    output: {
      number: string;
      title: string;
      severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
      progress: 'open' | 'acknowledged' | 'mitigated' | 'resolved' | 'closed';
      alertState: 'firing' | 'recovered' | 'none';
      private: boolean;
      system: string | null;
      impact: string | null;
      roles: Partial<Record<'commander' | 'communications' | 'operations' | 'scribe', string>>;
      people: Array<string>;
      declaredAt: string;
      acknowledgedAt: string | null;
      acknowledgedBy: string | null;
      recoveredAt: string | null;
      resolvedAt: string | null;
      storm: {
        tie: string;
        groups: number;
        firing: number;
      } | null;
      rooms: Array<{
        platform: string;
        id: string | null;
        url: string | null;
        state: 'opening' | 'open' | 'failed' | 'archived' | 'lost';
        because: string | null;
        missing: Array<{
          person: string;
          because: string;
        }>;
      }>;
      alerts: Array<{
        fingerprint: string;
        state: 'firing' | 'suppressed' | 'resolved';
        severity: 'SEV1' | 'SEV2' | 'SEV3' | 'SEV4';
        labels: Record<string, string>;
        annotations: Record<string, string>;
        startsAt: string;
        endsAt: string | null;
        source: string;
        group: string;
        incident: string | null;
        silencedBy: Array<string>;
        inhibitedBy: Array<string>;
      }>;
      timeline: Array<{
        at: string;
        kind: string;
        person?: string;
        via?: string;
        text: string;
        note?: {
          number: number;
          words: string;
          author: string;
          editedAt: string | null;
          withdrawn: boolean;
          source: {
            platform: string;
            url: string | null;
          } | null;
          files: Array<{
            id: string;
            name: string;
            type: string;
            size: number;
            width: number | null;
            height: number | null;
          }>;
          lost: Array<string>;
          mayAmend: boolean;
          mayWithdraw: boolean;
        };
      }>;
      pages: Array<{
        id: string;
        person: string;
        state: 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';
        acknowledgedAt: string | null;
        acknowledgedVia: string | null;
        attempts: Array<{
          by: string;
          chat?: string;
          state: 'queued' | 'sent' | 'ringing' | 'delivered' | 'answered' | 'read' | 'acked' | 'failed';
          at: string;
          error?: string;
          code?: string;
          raw?: string;
          carrier?: string;
          answeredBy?: 'human' | 'machine';
          repeated?: boolean;
        }>;
      }>;
      calling: {
        at: string;
        people: Array<string>;
        again: boolean;
      } | null;
    };
  };
  'incident/snooze': {
    input: {
      incident: string;
      minutes?: number;
    };
    output: {
      incident: string;
      minutes: number;
      until: string;
    };
  };
  'incident/unack': {
    input: {
      incident: string;
    };
    output: {
      incident: string;
    };
  };
  'incident/withdraw': {
    input: {
      incident: string;
      note: number;
    };
    output: {
      incident: string;
      note: number;
      existed: boolean;
    };
  };
  'oncall/agree': {
    input: {
      swap?: string;
    };
    output: {
      swap: string;
      schedule: string;
      scheduleName: string;
      from: string;
      fromName: string;
      to: string;
      toName: string;
      start: string;
      end: string;
      back: {
        start: string;
        end: string;
      } | null;
      state: 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'lapsed';
      zone: string;
      existed: boolean;
    };
  };
  'oncall/calendar': {
    input: {
      schedule: string;
      from?: string;
      to?: string;
    };
    output: {
      schedule: string;
      displayName: string;
      zone: string;
      from: string;
      to: string;
      now: string;
      turns: Array<{
        person: string;
        displayName: string;
        start: string | null;
        end: string | null;
        by: Array<string>;
      }>;
      shadows: Array<{
        person: string;
        displayName: string;
        start: string | null;
        end: string | null;
      }>;
      gaps: Array<{
        start: string;
        end: string;
        isPlanned: boolean;
      }>;
      layers: Array<{
        index: number;
        name: string | null;
        priority: number;
        isOverride: boolean;
        isShadow: boolean;
        turns: Array<{
          person: string;
          displayName: string;
          start: string | null;
          end: string | null;
        }>;
      }>;
      overrides: Array<{
        start: string;
        end: string;
        add: string | null;
        addName: string | null;
        remove: string | null;
        removeName: string | null;
        isShadow: boolean;
      }>;
      covers: Array<{
        start: string;
        end: string;
        id: string;
        because: string | null;
        by: string | null;
        byName: string | null;
        madeAt: string;
        add: string | null;
        addName: string | null;
        remove: string | null;
        removeName: string | null;
        isShadow: boolean;
      }>;
      stands: Array<{
        start: string;
        end: string;
        id: string;
        because: string | null;
        by: string | null;
        byName: string | null;
        madeAt: string;
        shifts: Array<{
          start: string;
          end: string;
          people: Array<string>;
          names: Array<string>;
        }>;
      }>;
      swaps: Array<{
        start: string;
        end: string;
        id: string;
        because: string | null;
        by: string | null;
        byName: string | null;
        madeAt: string;
        from: string;
        fromName: string;
        to: string;
        toName: string;
        back: {
          start: string;
          end: string;
        } | null;
        state: 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'lapsed';
      }>;
      maySettle: boolean;
    };
  };
  'oncall/cover': {
    input: {
      schedule?: string;
      person: string;
      instead?: string;
      from?: string;
      to?: string;
      because?: string;
    };
    output: {
      cover: string;
      schedule: string;
      scheduleName: string;
      person: string;
      personName: string;
      instead: string | null;
      insteadName: string | null;
      start: string;
      end: string;
      zone: string;
      existed: boolean;
    };
  };
  'oncall/covered': {
    input: {
      person?: string;
      when?: string;
    };
    output: {
      person: string;
      displayName: string;
      covers: Array<{
        person: string;
        displayName: string;
        start: string | null;
        end: string | null;
        schedule: string;
        scheduleName: string;
        zone: string;
      }>;
      own: Array<{
        person: string;
        displayName: string;
        start: string | null;
        end: string | null;
        schedule: string;
        scheduleName: string;
        zone: string;
      }>;
    };
  };
  'oncall/decline': {
    input: {
      swap?: string;
    };
    output: {
      swap: string;
      schedule: string;
      scheduleName: string;
      from: string;
      fromName: string;
      to: string;
      toName: string;
      start: string;
      end: string;
      back: {
        start: string;
        end: string;
      } | null;
      state: 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'lapsed';
      zone: string;
      existed: boolean;
    };
  };
  'oncall/fairness': {
    input: {
      schedule?: string;
      from?: string;
      to?: string;
    };
    output: {
      from: string;
      to: string;
      schedules: Array<{
        schedule: string;
        displayName: string;
        zone: string;
        people: Array<{
          person: string;
          displayName: string;
          turns: number;
          hours: number;
          share: number;
          nights: number;
          nightHours: number;
          weekends: number;
          weekendHours: number;
        }>;
      }>;
    };
  };
  'oncall/gaps': {
    input: {
      schedule?: string;
      days?: number;
    };
    output: {
      gaps: Array<{
        start: string;
        end: string;
        schedule: string;
        scheduleName: string;
        zone: string;
        isPlanned: boolean;
      }>;
    };
  };
  'oncall/handoffs': {
    input: {
      schedule?: string;
      days?: number;
    };
    output: {
      handoffs: Array<{
        at: string;
        schedule: string;
        scheduleName: string;
        zone: string;
        off: Array<{
          person: string;
          displayName: string;
        }>;
        on: Array<{
          person: string;
          displayName: string;
        }>;
      }>;
    };
  };
  'oncall/roster': {
    input: {
      schedule?: string;
      from?: string;
      to?: string;
    };
    output: {
      from: string;
      to: string;
      schedules: Array<{
        schedule: string;
        displayName: string;
        zone: string;
        turns: Array<{
          person: string;
          displayName: string;
          start: string | null;
          end: string | null;
        }>;
        gaps: Array<{
          start: string;
          end: string;
          isPlanned: boolean;
        }>;
      }>;
    };
  };
  'oncall/shadow': {
    input: {
      person: string;
      from: string;
      to?: string;
      schedule?: string;
      because?: string;
    };
    output: {
      cover: string;
      schedule: string;
      scheduleName: string;
      person: string;
      personName: string;
      instead: string | null;
      insteadName: string | null;
      start: string;
      end: string;
      zone: string;
      existed: boolean;
    };
  };
  'oncall/shifts': {
    input: {
      person?: string;
      days?: number;
      when?: string;
    };
    output: {
      person: string;
      displayName: string;
      shifts: Array<{
        person: string;
        displayName: string;
        start: string | null;
        end: string | null;
        schedule: string;
        scheduleName: string;
        zone: string;
        isShadow: boolean;
      }>;
    };
  };
  'oncall/swap': {
    input: {
      person: string;
      from?: string;
      to?: string;
      back?: string;
      schedule?: string;
      because?: string;
    };
    output: {
      swap: string;
      schedule: string;
      scheduleName: string;
      from: string;
      fromName: string;
      to: string;
      toName: string;
      start: string;
      end: string;
      back: {
        start: string;
        end: string;
      } | null;
      state: 'asked' | 'agreed' | 'declined' | 'withdrawn' | 'lapsed';
      zone: string;
      existed: boolean;
    };
  };
  'oncall/take': {
    input: {
      from?: string;
      schedule?: string;
      because?: string;
    };
    output: {
      cover: string;
      schedule: string;
      scheduleName: string;
      person: string;
      personName: string;
      instead: string | null;
      insteadName: string | null;
      start: string;
      end: string;
      zone: string;
      existed: boolean;
    };
  };
  'oncall/temporary': {
    input: {
      schedule: string;
      people?: Array<string>;
      from: string;
      to?: string;
      shifts?: Array<{
        people: Array<string>;
        from: string;
        to?: string;
      }>;
      because?: string;
    };
    output: {
      id: string;
      schedule: string;
      scheduleName: string;
      start: string;
      end: string;
      zone: string;
      people: Array<string>;
    };
  };
  'oncall/uncover': {
    input: {
      id?: string;
    };
    output: {
      id: string;
      is: 'cover' | 'stand' | 'swap';
      schedule: string;
      scheduleName: string;
    };
  };
  'oncall/who': {
    input: {
      schedule?: string;
      at?: string;
    };
    output: {
      at: string;
      to: string | null;
      schedules: Array<{
        schedule: string;
        displayName: string;
        zone: string;
        people: Array<{
          person: string;
          displayName: string;
          from: string | null;
          until: string | null;
        }>;
        shadows: Array<{
          person: string;
          displayName: string;
        }>;
      }>;
    };
  };
  'page/ack-all': {
    input: Record<string, never>;
    output: {
      count: number;
    };
  };
  'page/ack': {
    input: {
      page: string;
    };
    output: {
      page: string;
      incident: string | null;
      existed: boolean;
    };
  };
  'page/escalate': {
    input: {
      page: string;
    };
    output: {
      page: string;
    };
  };
  'page/resend': {
    input: {
      page: string;
      by?: 'chat' | 'ring' | 'sms' | 'phone' | 'email' | 'push';
    };
    output: {
      page: string;
      person: string;
      existed: boolean;
    };
  };
  'page/show': {
    input: {
      page: string;
    };
    output: {
      id: string;
      person: string;
      state: 'queued' | 'sent' | 'delivered' | 'read' | 'acked' | 'failed' | 'stopped';
      acknowledgedAt: string | null;
      acknowledgedVia: string | null;
      attempts: Array<{
        by: string;
        chat?: string;
        state: 'queued' | 'sent' | 'ringing' | 'delivered' | 'answered' | 'read' | 'acked' | 'failed';
        at: string;
        error?: string;
        code?: string;
        raw?: string;
        carrier?: string;
        answeredBy?: 'human' | 'machine';
        repeated?: boolean;
      }>;
    };
  };
  'page/test': {
    input: {
      by?: Array<'chat' | 'ring' | 'sms' | 'phone' | 'email' | 'push'>;
      person?: string;
    };
    output: {
      page: string;
      person: string;
      displayName: string;
    };
  };
  'route/test': {
    input: {
      labels: Array<string>;
    };
    output: {
      steps: Array<{
        text: string;
        outcome: 'goes-on' | 'stops' | 'tells' | 'pages';
      }>;
    };
  };
  'silence/end': {
    input: {
      silence: string;
    };
    output: {
      silence: string;
      existed: boolean;
    };
  };
  'silence/extend': {
    input: {
      silence: string;
      minutes?: number;
      until?: string;
    };
    output: {
      silence: string;
      startsAt: string;
      endsAt: string;
      existed: boolean;
      at: string;
      zone: string;
    };
  };
  'silence/list': {
    input: {
      state?: 'active' | 'pending' | 'expired';
    };
    output: {
      silences: Array<{
        id: string;
        kind: 'silence' | 'maintenance';
        system: string | null;
        state: 'active' | 'pending' | 'expired';
        matchers: Array<string>;
        by: string;
        byName: string;
        comment: string;
        startsAt: string;
        endsAt: string;
        hits: number | null;
      }>;
      at: string;
      zone: string;
    };
  };
  'view/list': {
    input: {
      page?: 'alerts' | 'incidents';
    };
    output: {
      views: Array<{
        id: string;
        name: string;
        owner: string | null;
        ownerName: string | null;
        mine: boolean;
        shared: boolean;
        page: 'alerts' | 'incidents';
        filter: {
          tab?: 'groups' | 'all' | 'silences';
          state?: 'firing' | 'suppressed' | 'resolved';
          match?: Array<string>;
          text?: string;
          source?: string;
          group?: string;
          progress?: string;
          severity?: string;
          mine?: boolean;
        };
      }>;
    };
  };
  'view/remove': {
    input: {
      view: string;
    };
    output: {
      id: string;
      existed: boolean;
    };
  };
  'view/save': {
    input: {
      name: string;
      page?: 'alerts' | 'incidents';
      filter?: {
        tab?: 'groups' | 'all' | 'silences';
        state?: 'firing' | 'suppressed' | 'resolved';
        match?: Array<string>;
        text?: string;
        source?: string;
        group?: string;
        progress?: string;
        severity?: string;
        mine?: boolean;
      };
      shared?: boolean;
    };
    output: {
      id: string;
      existed: boolean;
    };
  };
};
