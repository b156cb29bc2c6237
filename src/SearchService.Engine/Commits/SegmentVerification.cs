using SearchService.Engine.Schema;
using SearchService.Engine.Segments;

namespace SearchService.Engine.Commits;

/// <summary>Checks all of a segment: the checksums, then whether its parts say the same of its documents.</summary>
internal static class SegmentVerification
{
    public static void Check(Segment segment, IndexSchema schema)
    {
        SegmentFile file = segment.File;
        file.CheckAllPages();
        CheckGroups(file);
        CheckStored(file);
        for (int field = 0; field < schema.TextFields.Count; field++)
        {
            CheckField(file, field);
        }

        for (int column = 0; column < schema.Columns.Count; column++)
        {
            if (schema.Columns[column].Kind == ColumnKind.Keyword)
            {
                CheckKeywords(file, column);
            }
        }

        CheckDeletes(segment);
    }

    private static void CheckGroups(SegmentFile file)
    {
        for (int group = 0; group < file.GroupCount; group++)
        {
            Require(file, file.FirstDocument(group) <= file.FirstDocument(group + 1), $"group {group} in order");
            Require(
                file,
                group == 0 || file.GroupKey(group - 1).SequenceCompareTo(file.GroupKey(group)) < 0,
                $"the key of group {group} after the one before"
            );
        }

        Require(file, file.FirstDocument(file.GroupCount) == file.DocumentCount, "all documents in groups");
    }

    private static void CheckStored(SegmentFile file)
    {
        StoredBlocks stored = new(file);
        for (int document = 0; document < file.DocumentCount; document++)
        {
            _ = stored.Read(document);
        }
    }

    private static void CheckField(SegmentFile file, int field)
    {
        long tokens = 0;
        int documents = 0;
        for (int document = 0; document < file.DocumentCount; document++)
        {
            int norm = file.Norm(field, document);
            tokens += norm;
            documents += norm > 0 ? 1 : 0;
        }

        int[] found = new int[file.DocumentCount];
        long common = 0;
        int terms = 0;
        byte[] previous = [];
        TermCursor cursor = file.Terms(field).Open();
        while (cursor.MoveNext())
        {
            string term = $"term {terms} of field {field}";
            Require(file, terms == 0 || cursor.Term.SequenceCompareTo(previous) > 0, $"{term} after the one before");
            CheckPostings(file, field, cursor.Entry, term, found);
            common += CheckPlaces(file, field, cursor.Entry, term);
            previous = cursor.Term.ToArray();
            terms++;
        }

        CheckNoOtherPlaces(file, field, common);
        Require(file, file.Totals[field] == new FieldTotals(documents, tokens, terms), $"the totals of field {field}");
        for (int document = 0; document < found.Length; document++)
        {
            Require(file, found[document] == file.Norm(field, document), $"the length of document {document}");
        }
    }

    private static void CheckPostings(SegmentFile file, int field, TermEntry entry, string term, int[] found)
    {
        PostingsCursor postings = new(file, field, entry);
        PostingsCursor bounds = new(file, field, entry);
        int documents = 0;
        long occurrences = 0;
        int before = -1;
        int blockEnd = -1;
        while (postings.Next() != PostingsCursor.End)
        {
            int document = postings.Document;
            Require(file, document > before && document < file.DocumentCount, $"{term}: a document after {before}");
            FieldExtent extent = file.Extent(field, document);
            Require(file, postings.Frequency <= extent.Tokens, $"{term}: no more positions than document {document}");
            ReadOnlySpan<int> positions = postings.Positions();
            for (int i = 0; i < positions.Length; i++)
            {
                Require(
                    file,
                    positions[i] >= extent.First
                        && positions[i] <= extent.Last
                        && (i == 0 || positions[i] > positions[i - 1]),
                    $"{term}: rising positions within document {document}"
                );
            }

            if (document > blockEnd)
            {
                blockEnd = bounds.ShallowAdvance(document);
            }

            Require(
                file,
                IsWithin(postings.Frequency, extent.Tokens, bounds.Skips.Impacts)
                    && IsWithin(postings.Frequency, extent.Tokens, bounds.Skips.TermImpacts),
                $"{term}: document {document} within the impacts"
            );
            found[document] += positions.Length;
            occurrences += positions.Length;
            documents++;
            before = document;
        }

        Require(file, documents == entry.Documents && occurrences == entry.Occurrences, $"the counts of {term}");
    }

    /// <summary>Whether a term, if it is a common one, stands in the places of its postings; returns how many these are.</summary>
    private static long CheckPlaces(SegmentFile file, int field, TermEntry entry, string term)
    {
        byte number = file.Common(field)?.NumberOf(entry) ?? 0;
        if (number == 0)
        {
            return 0;
        }

        PostingsCursor postings = new(file, field, entry);
        while (postings.Next() != PostingsCursor.End)
        {
            CommonWords.Row row = file.Common(field)![postings.Document];
            foreach (int position in postings.Positions())
            {
                int at = position - row.First;
                Require(
                    file,
                    at >= 0 && at < row.Numbers.Length && row.Numbers[at] == number,
                    $"{term} at position {position} of document {postings.Document}"
                );
            }
        }

        return entry.Occurrences;
    }

    private static void CheckNoOtherPlaces(SegmentFile file, int field, long expected)
    {
        long found = 0;
        for (int document = 0; document < file.DocumentCount && file.Common(field) is CommonWords common; document++)
        {
            CommonWords.Row row = common[document];
            found += row.Numbers.Length - row.Numbers.Count((byte)0);
        }

        Require(file, found == expected, $"{expected} places of common terms in field {field}");
    }

    private static bool IsWithin(int frequency, int length, ReadOnlySpan<Impact> impacts)
    {
        foreach (Impact impact in impacts)
        {
            if (frequency <= impact.Frequency && length >= impact.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static void CheckKeywords(SegmentFile file, int column)
    {
        int values = file.KeywordValueCount(column);
        for (int ordinal = 1; ordinal < values; ordinal++)
        {
            Require(
                file,
                file.KeywordValue(column, ordinal - 1).SequenceCompareTo(file.KeywordValue(column, ordinal)) < 0,
                $"value {ordinal} of column {column} after the one before"
            );
        }

        for (int document = 0; document < file.DocumentCount; document++)
        {
            int end = file.KeywordStart(column, document + 1);
            for (int at = file.KeywordStart(column, document); at < end; at++)
            {
                Require(
                    file,
                    file.KeywordOrdinal(column, at) < values,
                    $"a value of column {column} in document {document}"
                );
            }
        }
    }

    private static void CheckDeletes(Segment segment)
    {
        if (segment.Deletes is not Deletes deletes)
        {
            return;
        }

        for (int group = 0; group < segment.File.GroupCount; group++)
        {
            int end = segment.File.FirstDocument(group + 1);
            for (int document = segment.File.FirstDocument(group); document < end; document++)
            {
                if (deletes.Groups.Contains(group) != deletes.Documents.Contains(document))
                {
                    throw new IndexCorruptException(
                        segment.DeletesName ?? segment.File.Name,
                        0,
                        $"document {document} deleted with its group",
                        "one without the other"
                    );
                }
            }
        }
    }

    private static void Require(SegmentFile file, bool holds, string what)
    {
        if (!holds)
        {
            throw new IndexCorruptException(file.Name, 0, what, "otherwise");
        }
    }
}
