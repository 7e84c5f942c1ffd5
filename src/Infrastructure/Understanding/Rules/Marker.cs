namespace AgentBrain.Infrastructure.Understanding.Rules;

/// <summary>What a word or phrase of a language does to the words around it.</summary>
internal enum Marker
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A further word of the marker before it.</summary>
    Continued,

    /// <summary>Denies what follows, and corrects: "not electric, wood".</summary>
    Not,

    /// <summary>Denies what follows: "no sewage".</summary>
    No,

    /// <summary>Denies what follows and never what precedes: "nor", "nei".</summary>
    Lacking,

    /// <summary>Denies what follows and is undone by a second denial: "without", "be".</summary>
    Without,

    /// <summary>Denies what follows, else what precedes: "нет", "neturime", "not needed".</summary>
    Absent,

    /// <summary>Denies like what was denied in the clause before it: "upės irgi", "канализации тоже".</summary>
    Likewise,

    /// <summary>A verb with a denial: denies like <see cref="Absent"/>, though not those who do it: "nekūrensim", "не парюсь".</summary>
    Undone,

    /// <summary>Looks like a denial and is none: "not only".</summary>
    Neutral,

    /// <summary>Makes its clause less sure: "maybe".</summary>
    Hedge,

    /// <summary>Says that the respondent does not know.</summary>
    DontKnow,

    /// <summary>Says that the respondent is unsure; alone in a clause, of what was said before.</summary>
    Unsure,

    /// <summary>Says that the respondent has no preference.</summary>
    Indifferent,

    /// <summary>Declines when the answer has nothing else: "any", "skip".</summary>
    DeclinesAlone,

    /// <summary>Begins a clause: "but", "because".</summary>
    Clause,

    /// <summary>Begins a clause that says under which condition something would be so: "if".</summary>
    If,

    /// <summary>Denies the second of two of a kind: "pellets over gas".</summary>
    Over,

    /// <summary>Begins a clause whose first mention rules its rivals out: "only in winter".</summary>
    Only,

    /// <summary>Says that what was said just before is to be replaced: "no wait", "tiksliau".</summary>
    Correction,

    /// <summary>Tells of somebody else or of another time: "the neighbour", "anksčiau".</summary>
    Aside,

    /// <summary>Makes a question of a sentence that ends in a question mark.</summary>
    Question,

    /// <summary>Makes a question of its sentence: "what would you advise".</summary>
    Inquiry,

    /// <summary>After a comma, goes on about what was said before it: "which".</summary>
    Relative,

    /// <summary>"And".</summary>
    And,

    /// <summary>"Or".</summary>
    Or,

    /// <summary>Announces a choice: "either", "whether".</summary>
    Either,

    /// <summary>A subject, with which a clause begins after "and".</summary>
    Subject,

    /// <summary>The respondent as the subject: "we", "у меня".</summary>
    Self,

    /// <summary>A verb that affirms what is next to it: "have", "yra".</summary>
    Affirmation,

    /// <summary>A preposition of place.</summary>
    Place,

    /// <summary>A preposition of place that says that it is somewhere else: "behind the garage".</summary>
    Behind,

    /// <summary>An indefinite article.</summary>
    Article,
}

/// <summary>Groups of markers.</summary>
internal static class MarkerGroups
{
    /// <summary>Whether the marker denies.</summary>
    public static bool Denies(this Marker marker) => marker is Marker.Not or Marker.No or Marker.Lacking or Marker.Without or Marker.Absent or Marker.Undone;

    /// <summary>Whether the marker may deny what stands before it, too.</summary>
    public static bool ReachesBack(this Marker marker) => marker is Marker.Absent or Marker.Undone or Marker.Likewise;

    /// <summary>Whether the marker begins a clause.</summary>
    public static bool BeginsClause(this Marker marker) => marker is Marker.Clause or Marker.If or Marker.Only or Marker.Correction;

    /// <summary>Whether the marker is a subject.</summary>
    public static bool IsSubject(this Marker marker) => marker is Marker.Subject or Marker.Self;

    /// <summary>Whether the marker says that there is no answer.</summary>
    public static bool Declines(this Marker marker) => marker is Marker.DontKnow or Marker.Unsure or Marker.Indifferent;
}
