using AgentBrain.Application.Accounts;
using AgentBrain.Web.Common;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace AgentBrain.Web.Areas.Admin.Pages.Brain.Slots;

[Permit(Permission.EditBrain)]
[RequestSizeLimit(MostBytes)]
[RequestFormLimits(ValueCountLimit = MostFields, ValueLengthLimit = MostBytes)]
public sealed class NewModel(IMediator mediator) : SlotPageModel(mediator);
