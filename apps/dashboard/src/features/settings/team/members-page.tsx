import {
  Badge,
  Button,
  type Column,
  DataTable,
  EmptyState,
  FilterBar,
  ListCount,
  SearchField,
  Time,
} from '@unlatch/ui';
import { type ReactNode, useState } from 'react';
import { useMay, useSession } from '../../../app/session.js';
import { usePageSearch } from '../../../lib/use-page-search.js';
import { useList } from '../../../rpc/hooks.js';
import { MEMBER_WORDS as WORDS } from '../../../strings/settings.js';
import { readMembersSearch } from '../search.js';
import { SettingsFrame } from '../settings-frame.js';
import { Invitations } from './invitations.js';
import { InviteForm } from './invite-form.js';
import type { Member } from './member.js';
import { MemberActs } from './member-acts.js';

export function MembersPage(): ReactNode {
  const [search, setSearch] = usePageSearch(readMembersSearch);
  const [isInviting, setInviting] = useState(false);
  const { blocked } = useMay('team.create_invitation');
  const list = useList(
    'team.listMembers',
    { search: search.q, sort: 'email', limit: 50, count: true },
    { keepPrevious: true },
  );
  return (
    <SettingsFrame
      actions={
        <Button blocked={blocked} icon="plus" kind="primary" onClick={() => setInviting(true)}>
          {WORDS.invite}
        </Button>
      }
      summary={WORDS.summary}
      tab="members"
    >
      <FilterBar
        count={list.total && <ListCount {...list.total} total={list.total.count} />}
        search={
          <SearchField
            label={WORDS.search}
            onChange={(q) => setSearch({ q })}
            value={search.q ?? ''}
          />
        }
      />
      <DataTable
        {...list.table}
        columns={COLUMNS}
        empty={
          <EmptyState
            icon="team"
            title={search.q === undefined ? WORDS.emptyTitle : WORDS.nothingFound}
          />
        }
        label={WORDS.summary}
        rowActions={(member) => <MemberActs member={member} />}
        rowId={({ userId }) => userId}
      />
      <Invitations />
      <InviteForm onClose={() => setInviting(false)} open={isInviting} />
    </SettingsFrame>
  );
}

const COLUMNS: readonly Column<Member>[] = [
  {
    id: 'name',
    header: WORDS.columns.name,
    width: 'minmax(200px, 2fr)',
    cell: (member) => <Name member={member} />,
  },
  {
    id: 'role',
    header: WORDS.columns.role,
    width: 'minmax(120px, 1fr)',
    cell: ({ roleName }) => <Badge>{roleName}</Badge>,
  },
  {
    id: 'factor',
    header: WORDS.columns.factor,
    width: '130px',
    cell: ({ hasSecondFactor }) =>
      hasSecondFactor ? (
        <Badge kind="good">{WORDS.factorOn}</Badge>
      ) : (
        <span className="text-quiet">{WORDS.factorOff}</span>
      ),
  },
  {
    id: 'joined',
    header: WORDS.columns.joined,
    width: '130px',
    hideOnCard: true,
    cell: ({ joinedAt }) => <Time value={joinedAt} />,
  },
];

function Name({ member }: { readonly member: Member }): ReactNode {
  const { user } = useSession();
  return (
    <span className="min-w-0 truncate">
      <span className="font-medium">{member.name}</span>{' '}
      {member.userId === user.id && <span className="text-quiet">({WORDS.you}) </span>}
      <span className="text-quiet">{member.email}</span>
    </span>
  );
}
