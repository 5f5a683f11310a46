// Names for the shapes of the API. `schema.d.ts` is generated from the server's own description by
// `cargo xtask ui`: nothing here says a second time what a shape holds.
import type { components } from './schema';

type Shapes = components['schemas'];

/** Names of entities by id. */
export type Names = Record<string, string>;

// The contract's own.
export type Account = Shapes['Account'];
export type Area = Shapes['Area'];
export type Claim = Shapes['Claim'];
export type Coding = Shapes['Coding'];
export type Disagreement = Shapes['Disagreement'];
export type Entity = Shapes['Entity'];
export type Event = Shapes['Event'];
export type Judgement = Shapes['Judgement'];
export type Level = Shapes['Level'];
export type Origin = Shapes['Origin'];
export type Reading = Shapes['Reading'];
export type Relation = Shapes['Relation'];
export type Report = Shapes['Report'];
export type ReportHead = Shapes['ReportBrief'];
export type ReportHistory = Shapes['ReportHistory'];
export type Slot = Shapes['Slot'];
export type SlotValue = Shapes['SlotValue'];
export type SourceRow = Shapes['Source'];
export type Tie = Shapes['Tie'];
export type When = Shapes['When'];
export type Where = Shapes['Where'];

// Answers, and their parts.
export type CaseHead = Shapes['CaseHead'];
export type Overview = Shapes['Overview'];
export type Row = Shapes['OverviewRow'];
export type Range = Shapes['Range'];
export type Count = Shapes['Choice'];
export type EventPage = Shapes['EventPage'];
export type ReportPage = Shapes['ReportPage'];
export type Reports = Shapes['Reports'];
export type Entities = Shapes['Entities'];
export type EntityPage = Shapes['EntityPage'];
export type LookAlike = Shapes['LookAlike'];
export type ToldRelation = Shapes['ToldRelation'];
export type Holding = Shapes['Holding'];
export type SourceRecords = Shapes['SourceRecords'];
export type SourceLine = Shapes['SourceLine'];
export type SourcePage = Shapes['SourcePage'];
export type CopyLink = Shapes['CopyLink'];
export type Found = Shapes['Found'];
export type Review = Shapes['Review'];
export type ReviewItem = Shapes['Item'];
export type ReviewThing = Shapes['Shown'];
/** Words of a report; the claim that rests on them where there is one. */
export type Quoted = Omit<Shapes['Quote'], 'claim'> & { claim?: string | null };
export type Judgements = Shapes['Judgements'];
export type Change = Shapes['Changed'];
export type Brief = Shapes['EventRow'];
export type CodingItems = Shapes['Items'];
export type CodedItem = Shapes['CodedItem'];
export type Codings = Shapes['Codings'];
export type CodingOf = Shapes['PersonCoding'];
export type Agreement = Shapes['Agreement'];
export type Alpha = Shapes['Alpha'];
export type Differing = Shapes['Differing'];

// What is posted.
export type Ask = Shapes['AskedInput'];
export type Given = Shapes['Given'];
export type AskedClaim = Omit<Extract<Ask, { kind: 'add' }>, 'kind'>;
