using System.Runtime.CompilerServices;
using SearchService.Corpus.Documents;

namespace SearchService.Corpus.Recovery;

/// <summary>
/// From a file's characters to a document. The passes run in this order, each in a file of its own; each claims what it knows and
/// leaves the rest to those after it.
/// </summary>
public static class RecoveryPipeline
{
    /// <summary>Raised when a change here or in a pass gives other documents: part of each document's fingerprint.</summary>
    public const int Version = 9;

    /// <summary>In the order in which they run.</summary>
    internal static readonly IReadOnlyList<Action<Draft>> Passes =
    [
        FrontMatterYaml.Apply,
        PageEnds.Apply,
        RunningHeads.Apply,
        PageFurniture.Apply,
        CodeBlocks.Apply,
        InlineMarkup.Apply,
        ReferenceRuns.Find,
        Notes.Apply,
        FrontMatter.Apply,
        Headings.Apply,
        References.Apply,
        Tables.Apply,
        Lists.Apply,
        BlockQuotations.Apply,
        Epigraphs.Apply,
        Paragraphs.Apply,
        PageJoins.Apply,
        Overprint.Apply,
        BrokenWords.Apply,
        BrokenUrls.Apply,
        StraySpaces.Apply,
        LostSpaces.Apply,
        LostHyphens.Apply,
        Callouts.Apply,
        PageLabels.Apply,
    ];

    /// <summary>Recovers a document from its decoded source. Never throws for any text; what could not be made whole is among its problems.</summary>
    public static Document Recover(string source) => Recover(source, Passes);

    /// <summary>As <see cref="Recover(string)"/> with the passes given, so that what each of them does can be told from what the others do.</summary>
    /// <remarks>Optimised at once: code that is not yet keeps every variable alive to its end, and the source and the draft are large.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static Document Recover(string source, IEnumerable<Action<Draft>> passes)
    {
        var draft = new Draft(source);
        foreach (var pass in passes)
        {
            pass(draft);
        }

        draft.LetGo();
        var document = DocumentAssembly.Assemble(draft) with { SurrogatePairs = SurrogatePairs(source) };
        return Slips.Note(Citations.Read(document));
    }

    private static List<int> SurrogatePairs(string source)
    {
        var pairs = new List<int>();
        for (var i = 0; i + 1 < source.Length; i++)
        {
            var next = source.AsSpan(i).IndexOfAnyInRange('\ud800', '\udbff');
            if (next < 0)
            {
                break;
            }

            i += next;
            if (i + 1 < source.Length && char.IsLowSurrogate(source[i + 1]))
            {
                pairs.Add(i);
            }
        }

        return pairs;
    }
}
