using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using SearchService.Retrieval.Quotations;
using SearchService.Retrieval.Searching;

namespace SearchService.Api;

/// <summary>How answers are written: camelCase, text as it is and not escaped beyond what JSON asks.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, NumberHandling = JsonNumberHandling.Strict)]
[JsonSerializable(typeof(SearchResults))]
[JsonSerializable(typeof(ConcordanceResults))]
[JsonSerializable(typeof(CollocateResults))]
[JsonSerializable(typeof(SimilarResults))]
[JsonSerializable(typeof(SuggestResults))]
[JsonSerializable(typeof(PassageReading))]
[JsonSerializable(typeof(PassageReadings))]
[JsonSerializable(typeof(PassageCitationAnswer))]
[JsonSerializable(typeof(QuotationFinding))]
[JsonSerializable(typeof(QuotationFindings))]
[JsonSerializable(typeof(ManuscriptReport))]
[JsonSerializable(typeof(DocumentList))]
[JsonSerializable(typeof(DocumentReading))]
[JsonSerializable(typeof(DocumentText))]
[JsonSerializable(typeof(DocumentCitationAnswer))]
[JsonSerializable(typeof(Commands.Inspection))]
[JsonSerializable(typeof(Commands.IndexReport))]
[JsonSerializable(typeof(Commands.VerifyReport))]
[JsonSerializable(typeof(Commands.EvaluationReport))]
[JsonSerializable(typeof(Commands.VersionReport))]
[JsonSerializable(typeof(CorpusView))]
[JsonSerializable(typeof(HealthView))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(IReadOnlyList<ParameterFault>))]
internal sealed partial class ApiJson : JsonSerializerContext;
