using System.Text;
using SearchService.Corpus.Documents;
using SearchService.Corpus.Passages;

namespace SearchService.Corpus.Tests.Generated;

/// <summary>Holds one recovered document against the truth of its text, character by character.</summary>
internal sealed class Comparison
{
    private const int Around = 60;

    private readonly GeneratedText text;
    private readonly Document document;
    private readonly RecoveryScore score = new();
    private readonly RecoveredPlaces places;

    public Comparison(GeneratedText text, Document document)
    {
        this.text = text;
        this.document = document;
        places = new RecoveredPlaces(text, document);
    }

    public RecoveryScore Score()
    {
        Kinds();
        Words();
        Blocks();
        Notes();
        Pages();
        Sections();
        Entries();
        Ledger();
        Passages();
        return score;
    }

    private void Kinds()
    {
        var doubtful = new bool[text.Source.Length];
        foreach (var word in text.Words.Where(word => word.NeedsEvidence))
        {
            Array.Fill(doubtful, true, word.Start, word.End - word.Start);
        }

        var wrongFrom = -1;
        for (var i = 0; i <= text.Source.Length; i++)
        {
            var part = i < text.Source.Length ? text.Parts[i] : TextPart.Space;
            var isWrong = false;
            if (part is not (TextPart.Space or TextPart.Overprint) && !(doubtful[i] && text.Source[i] == '-'))
            {
                isWrong = !IsRight(part, i);
                score.Kinds.Add(!isWrong);
                RecoveryScore.Of(score.KindsByPart, part).Add(!isWrong);
            }

            if (isWrong && wrongFrom < 0)
            {
                wrongFrom = i;
            }
            else if (!isWrong && wrongFrom >= 0 && (part != TextPart.Space || i == text.Source.Length))
            {
                score.Faults.Add($"{text.Parts[wrongFrom]} is {Found(wrongFrom)}: {Excerpt(wrongFrom, i)}");
                wrongFrom = -1;
            }
        }
    }

    private bool IsRight(TextPart part, int at)
    {
        if (places.Noise[at] != NoiseKind.None || places.Block[at] < 0)
        {
            return part switch
            {
                TextPart.RunningHead or TextPart.PageNumber => places.Noise[at]
                    is NoiseKind.RunningHead
                        or NoiseKind.PageNumber,
                TextPart.Callout => places.Noise[at] == NoiseKind.Callout,
                TextPart.Hyphen => places.Noise[at] is NoiseKind.LineEndHyphen or NoiseKind.Space,
                TextPart.Markup => places.Noise[at] == NoiseKind.Markup,
                _ => places.Noise[at] is NoiseKind.Markup && text.Source[at] is '<' or '>',
            };
        }

        var kind = document.Blocks[places.Block[at]].Kind;
        var role = document.Sections[document.Blocks[places.Block[at]].Section].Role;
        var isOwn = kind is not (BlockKind.Note or BlockKind.Reference);
        return part switch
        {
            TextPart.Paragraph => kind == BlockKind.Paragraph && role == SectionRole.Body,
            TextPart.Abstract => kind == BlockKind.Paragraph && role == SectionRole.Abstract,
            TextPart.BlockQuotation => kind == BlockKind.BlockQuotation,
            TextPart.Epigraph => kind == BlockKind.Epigraph,
            TextPart.ListItem => kind == BlockKind.ListItem,
            TextPart.TableRow => kind == BlockKind.TableRow,
            TextPart.Heading => kind == BlockKind.Heading,
            TextPart.Note => kind == BlockKind.Note,
            TextPart.Reference => kind == BlockKind.Reference,
            TextPart.Caption => kind == BlockKind.Paragraph,
            TextPart.Front => isOwn && role == SectionRole.Front,
            TextPart.Back => isOwn && role is SectionRole.Back or SectionRole.Front,
            TextPart.Hyphen => true,
            _ => false,
        };
    }

    private string Found(int at) =>
        places.Noise[at] != NoiseKind.None ? places.Noise[at].ToString()
        : places.Block[at] < 0 ? "nothing"
        : $"{document.Blocks[places.Block[at]].Kind} in {document.Sections[document.Blocks[places.Block[at]].Section].Role}";

    private string Excerpt(int start, int end) =>
        text.Source[start..Math.Min(end, start + Around)].ReplaceLineEndings("⏎");

    private void Words()
    {
        // What nobody can tell is neither right nor wrong.
        foreach (var word in text.Words.Where(word => !word.NeedsEvidence))
        {
            var reads = places.Reading(word.Start, word.End);
            var isRight = reads == word.Whole;
            if (word.Damage is { } damage)
            {
                score.Words.Add(isRight);
                RecoveryScore.Of(score.WordsByDamage, damage).Add(isRight);
            }
            else if (!isRight)
            {
                score.Words.AddFound(1);
            }

            if (!isRight)
            {
                score.Faults.Add(
                    $"{word.Damage?.ToString() ?? "whole word"}: {word.Whole} reads {reads}: {Excerpt(Math.Max(0, word.Start - 20), word.End)}"
                );
            }
        }
    }

    private void Blocks()
    {
        var recovered = text.Blocks.Select(_ => new HashSet<int>()).ToList();
        var owners = new Dictionary<int, HashSet<int>>();
        for (var i = 0; i < text.Source.Length; i++)
        {
            if (
                text.Owners[i] >= 0
                && places.Noise[i] == NoiseKind.None
                && text.Parts[i] is not (TextPart.Space or TextPart.Callout)
            )
            {
                recovered[text.Owners[i]].Add(places.Block[i]);
                if (!owners.TryGetValue(places.Block[i], out var of))
                {
                    owners[places.Block[i]] = of = [];
                }

                of.Add(text.Owners[i]);
            }
        }

        foreach (var truth in text.Blocks)
        {
            if (truth.Part is TextPart.Front or TextPart.Back or TextPart.Note || recovered[truth.Index].Count == 0)
            {
                continue;
            }

            var isWhole = recovered[truth.Index].Count == 1 && owners[recovered[truth.Index].First()].Count == 1;
            score.Blocks.Add(isWhole);
            if (!isWhole)
            {
                var at = Enumerable.Range(0, text.Owners.Count).First(i => text.Owners[i] == truth.Index);
                score.Faults.Add(
                    $"{truth.Part} is {recovered[truth.Index].Count} blocks, shared or not: {Excerpt(at, text.Source.Length)}"
                );
            }
        }
    }

    private void Notes()
    {
        var matched = new int?[text.Notes.Count];
        var byBlock = document
            .Notes.Select((note, i) => (note, i))
            .ToDictionary(pair => pair.note.Block, pair => pair.i);
        var own = text.Notes.Select((note, i) => (note.Block, i)).ToDictionary(pair => pair.Block, pair => pair.i);
        var recovered = text.Notes.Select(_ => new HashSet<int>()).ToList();
        var foreign = new HashSet<int>();
        var owner = new Dictionary<int, int>();
        var lastPlaces = new int[text.Notes.Count];
        for (var i = 0; i < text.Source.Length; i++)
        {
            if (
                places.Noise[i] != NoiseKind.None
                || places.Block[i] < 0
                || text.Parts[i] is TextPart.Space or TextPart.Callout or TextPart.Markup or TextPart.Hyphen
            )
            {
                continue;
            }

            var isNote = own.TryGetValue(text.Owners[i], out var n);
            if (isNote)
            {
                recovered[n].Add(places.Block[i]);
                lastPlaces[n] = i;
            }

            if (
                byBlock.ContainsKey(places.Block[i])
                && (!isNote || (owner.TryGetValue(places.Block[i], out var other) && other != n))
            )
            {
                foreign.Add(places.Block[i]);
            }

            if (isNote)
            {
                owner[places.Block[i]] = n;
            }
        }

        for (var n = 0; n < text.Notes.Count; n++)
        {
            var isRight =
                recovered[n].Count == 1
                && byBlock.TryGetValue(recovered[n].First(), out var found)
                && !foreign.Contains(recovered[n].First())
                && document.Notes[found].Label == text.Notes[n].Label;
            matched[n] = recovered[n].Count == 1 && byBlock.TryGetValue(recovered[n].First(), out found) ? found : null;
            score.Notes.AddWanted(isRight);
            if (!isRight)
            {
                score.Faults.Add(
                    $"note {text.Notes[n].Label}{(text.Notes[n].LabelIsLost ? " (number lost)" : "")} is not whole or has another number: {Excerpt(Math.Max(0, lastPlaces[n] - Around), lastPlaces[n])}"
                );
            }
        }

        score.Notes.AddFound(document.Notes.Count);
        Callouts(matched);
        ShortForms(matched);
    }

    private void Callouts(int?[] matched)
    {
        var found = document
            .Blocks.SelectMany(recovered =>
                recovered.Callouts.Select(callout => (recovered.Index, callout.Offset, callout.Note))
            )
            .ToHashSet();
        for (var n = 0; n < text.Notes.Count; n++)
        {
            if (text.Notes[n].CalledAt is not { } at)
            {
                continue;
            }

            // The mark leaves nothing in the text: it stands where the characters behind it go on.
            var isRight =
                places.Noise[at] == NoiseKind.Callout
                && matched[n] is { } note
                && found.Contains((places.Block[at], places.To[at], note))
                && document.Notes[note].CalledFrom == places.Block[at];
            score.Callouts.AddWanted(isRight);
            if (!isRight)
            {
                score.Faults.Add(
                    $"callout {text.Notes[n].Label} is not at its place: {Excerpt(Math.Max(0, at - 30), at + 10)}"
                );
            }
        }

        score.Callouts.AddFound(found.Count);
        if (found.Count > text.Notes.Count(note => note.CalledAt is not null))
        {
            score.Faults.Add(
                "callouts that are none: " + (found.Count - text.Notes.Count(note => note.CalledAt is not null))
            );
        }
    }

    private void ShortForms(int?[] matched)
    {
        var numbers = text.Notes.Select((note, n) => (note, n)).ToDictionary(pair => pair.note, pair => pair.n);
        for (var n = 0; n < text.Notes.Count; n++)
        {
            if (text.Notes[n].Means is not { } means || matched[n] is not { } note)
            {
                continue;
            }

            var found = document.ShortCitations.FirstOrDefault(form => form.Block == document.Notes[note].Block);
            var isRight = found?.Targets is [{ } target, ..] && target.Note == matched[numbers[means]];
            score.ShortForms.Add(isRight);
            if (!isRight)
            {
                var seen = found is null ? "no short form" : string.Join(", ", found.Targets.Select(t => t.Note + 1));
                score.Faults.Add(
                    $"note {text.Notes[n].Label} means note {means.Label} and is {seen}: {document.Blocks[document.Notes[note].Block].Text.Text}"
                );
            }
        }
    }

    private void Sections()
    {
        foreach (var truth in text.Blocks.Where(truth => truth.Part == TextPart.Heading))
        {
            var heading = places.Recovered(truth.Index);
            var found = document.Sections.FirstOrDefault(section => section.Heading == heading && heading is not null);
            var above = found?.Parent is { } parent ? document.Sections[parent].Heading : null;
            var isRight =
                found is not null
                && (
                    truth.Parent is { } wanted
                        ? above is not null && above == places.Recovered(wanted)
                        : above is null || !text.Blocks.Any(other => IsHeading(other, above))
                );
            score.Sections.Add(isRight);
            if (!isRight)
            {
                score.Faults.Add(
                    $"section {found?.Title} stands below {(above is { } at ? document.Blocks[at].Text.Text : "none")}"
                );
            }
        }

        bool IsHeading(TruthBlock other, int? above) =>
            other.Part == TextPart.Heading && places.Recovered(other.Index) == above;
    }

    private void Entries()
    {
        var works = document
            .CitedWorks.GroupBy(work => work.Block)
            .ToDictionary(group => group.Key, group => group.First());
        foreach (var truth in text.Entries)
        {
            var entry = places.Recovered(truth.Block) is { } at ? document.Blocks[at] : null;
            var work = entry is null ? null : works.GetValueOrDefault(entry.Index);
            Field("year", truth.Year, work?.Year?.Of(entry!));
            Field("title", truth.Title, work?.Title?.Of(entry!));
            Field("container", truth.Container, work?.Container?.Of(entry!));
            Field("place", truth.Place, work?.Place?.Of(entry!));
            Field("publisher", truth.Publisher, work?.Publisher?.Of(entry!));
            Field(
                "authors",
                string.Join('/', truth.Families),
                string.Join('/', work?.Authors.Select(author => author.Family ?? author.Literal) ?? [])
            );

            void Field(string name, string? wanted, string? found)
            {
                if (wanted is null && found is null)
                {
                    return;
                }

                var isRight = Bare(wanted) == Bare(found);
                score.EntryFields.Add(isRight);
                if (!isRight)
                {
                    score.Faults.Add($"{name} of entry is {found}, not {wanted}: {entry?.Text.Text}");
                }
            }
        }
    }

    /// <summary>Letters and digits alone: what becomes of hyphens, spaces and joined letters is scored with the words.</summary>
    private static string Bare(string? words) =>
        string.Concat((words ?? "").Normalize(NormalizationForm.FormKC).Where(char.IsLetterOrDigit));

    private void Ledger()
    {
        var next = 0;
        var isClosed = true;
        foreach (var entry in document.Ledger)
        {
            isClosed &= entry.Span.Start == next && !(entry.Block is null && entry.Noise == NoiseKind.None);
            next = entry.Span.End;
        }

        isClosed &= next == text.Source.Length;
        score.Ledgers.Add(isClosed);
        if (!isClosed)
        {
            score.Faults.Add("the ledger is open");
        }
    }

    private void Passages()
    {
        foreach (var part in PassageSplitter.Split(document).SelectMany(passage => passage.Parts))
        {
            var whole = document.Blocks[part.Block].Text;
            var own = whole.Slice(part.Start, part.End);
            var source = string.Concat(
                whole.SourceRanges(part.Start, part.End).Select(range => text.Source[range.Start..range.End])
            );
            var isRight =
                own.Undo(text.Source) == source
                && own.Pieces.Where(piece => piece.Repair is null)
                    .All(piece =>
                        text.Source[piece.Source.Start..piece.Source.End] == own.Text[piece.TextStart..piece.TextEnd]
                    );
            score.Undone.Add(isRight);
            if (!isRight)
            {
                score.Faults.Add($"undone is not the source: {own.Text[..Math.Min(Around, own.Text.Length)]}");
            }
        }
    }

    private void Pages()
    {
        if (
            text.Pages.Count < 2
            || text.Damages.Contains(Damage.UnmarkedPages) && text.Damages.Contains(Damage.OneLineParagraphs)
        )
        {
            return;
        }

        var last = -1;
        foreach (var page in text.Pages)
        {
            var (first, end) = (places.PageAt(page.First, 1), places.PageAt(page.Last, -1));
            var isRight =
                first is { } ordinal
                && first == end
                && ordinal != last
                && (
                    document.Pages[ordinal].Label == page.Label
                    || (!page.IsSure && document.Pages[ordinal].Label is null)
                );
            score.Pages.Add(isRight);
            if (page.IsInferred)
            {
                score.InferredPages.Add(isRight);
            }

            if (!isRight)
            {
                score.Faults.Add(
                    $"page {page.Label} is pages {first} to {end}, {(first is { } p ? document.Pages[p].Label : null)}: {Excerpt(page.First, page.Last)}"
                );
            }

            last = end ?? last;
        }
    }
}
